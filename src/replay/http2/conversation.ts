import type { ServerHttp2Stream } from "node:http2";

import type { Answer } from "../answer.ts";
import type { Converse } from "../visitor.ts";
import { createMessageCount, cutMessages } from "./messages.ts";
import { readSchedule } from "./schedule.ts";

/** How to respond to a stream. */
export interface Sending {
  /** Whether anything is to follow. */
  readonly begin: (answer: Answer) => boolean;
  readonly finish: (answer: Answer, rest: Buffer) => void;
}

/** A client that is silent for this long is waiting: a server that speaks first was recorded, or this client stops earlier. */
const QUIET = 2000;

/**
 * A gRPC stream whose client keeps sending during the response: responses are sent by the schedule, and the rest when the client has sent
 * everything.
 */
export function openConversation(stream: ServerHttp2Stream, { begin, finish }: Sending): Converse {
  const count = createMessageCount();
  const first: Buffer[] = [];
  // Changed as pieces come.
  const said = { heard: 0, isAll: false };
  let wake = (): void => {};
  const listen = (): void => {
    stream.on("data", (piece: Buffer) => {
      if (said.heard === 0) first.push(piece);
      said.heard = count.add(piece);
      wake();
    });
    const end = (): void => {
      said.isAll = true;
      wake();
    };
    stream.on("end", end).on("close", end);
  };
  /** Whether anything came. */
  const wait = (): Promise<boolean> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), QUIET);
      wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  return {
    hear: async () => {
      listen();
      while (said.heard === 0 && !said.isAll && (await wait()));
      return { said: Buffer.concat(first), isAll: said.isAll };
    },
    answer: async (answer, entry) => {
      const messages = cutMessages(answer.body ?? Buffer.alloc(0));
      const { asked, dueAfter, endsFirst } = readSchedule(entry, messages);
      if (!begin(answer)) return { heard: said.heard, asked };
      let sent = 0;
      let more = 0;
      while (!said.isAll) {
        const due = Math.min(messages.length, dueAfter(said.heard) + more);
        for (; sent < due; sent += 1) stream.write(messages[sent]);
        if (endsFirst && sent === messages.length && said.heard >= asked) break;
        if (await wait()) continue;
        if (sent === messages.length) break;
        more += 1;
      }
      finish(answer, Buffer.concat(messages.slice(sent)));
      return { heard: said.heard, asked };
    },
  };
}
