import { onlyIf } from "../../json/only-if.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { countOf } from "../../sequence/count-of.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { urlPart } from "../../sequence/url-part.ts";
import { isBase64Message } from "../../trace/journal/message.ts";
import type { PostData, WebSocketMessage } from "../../trace/model/types.ts";
import { toEnd } from "../answer.ts";
import type { Book } from "../book.ts";
import { describeDiffering } from "../differing.ts";
import { pairIds, replaceIds } from "../json-rpc-ids.ts";
import { readKnown } from "../likeness.ts";
import type { Recorded } from "../matcher.ts";
import type { Script } from "./converse.ts";
import { createExpected } from "./expected.ts";

export interface ScriptOptions {
  readonly book: Book;
  readonly speed: number;
  /** Which request to the replay began it, from 1. */
  readonly call: number;
}

/** The recorded conversation of an exchange, which learns the client's own values, and reports differences to the book. */
export function createScript({ entry, pair, number }: Recorded, { book, speed, call }: ScriptOptions): Script {
  const { _webSocketMessages: messages = [] } = entry;
  const request = `GET ${urlPart(entry.request.url, "pathname")}`;
  const nameOf = (message: WebSocketMessage): string =>
    `Message ${messages.indexOf(message) + 1} of the WebSocket ${pair}, ${request} (call ${call})`;
  const common = { call, request, nearest: number, differs: [] };
  const end = toEnd(entry._error);
  const ids = new Map<string, string>();
  let notesLeft = MOST_NOTES;
  return {
    messages,
    speed,
    end: end === "complete" || end === "silent" ? "open" : end,
    toReplayed: ({ data, time }) => book.toReplayed(replaceIds(data, ids), time * 1000),
    expect: (due) => {
      const bodies = due.map((message) => readKnown(toPostData(message), { ignores: book.ignoresBody }));
      const expected = createExpected(bodies);
      return (heard) => {
        const sent = book.readSent({ wire: heard.data, mimeType: "", encoding: "" });
        const place = expected.take(sent);
        if (place === undefined) return;
        const message = knownAt(due, place);
        const own = pairIds(message.data, heard.data.toString());
        for (const [recorded, asked] of own) ids.set(recorded, asked);
        const differs = (heard.cut === undefined ? knownAt(bodies, place).differencesOf(sent) : []).filter(
          (name) => own.size === 0 || !/^(?:\/\d+)?\/id$/.test(name),
        );
        if (differs.length > 0 && notesLeft > 0) {
          notesLeft -= 1;
          book.addNote(
            `${nameOf(message)}, got the recorded response, although it differs in: ${describeDiffering(differs)}`,
          );
        }
        book.learn(toPostData(message), sent);
      };
    },
    sendsBeginning: (message) => {
      const text = `${nameOf(message)}, is incomplete in the trace: it had ${message._size ?? "more"} bytes.`;
      if (book.sendsEmpty) book.addNote(`${text} Its beginning was sent.`);
      else book.addMiss({ ...common, status: 502, message: text, hint: MORE_NEEDED });
      return book.sendsEmpty;
    },
    saidMore: () =>
      book.addMiss({
        ...common,
        status: 501,
        message: `No recorded response for a message over the WebSocket ${request} after its last one (call ${call}).`,
        hint: `It is ${pair}, with ${countOf(messages.length, "message")}.`,
      }),
  };
}

/** A client that sends the time in each message causes only one report. */
const MOST_NOTES = 5;

const MORE_NEEDED =
  "Record it again with a larger --body-limit, or replay with --missing-bodies empty, which sends the recorded part.";

function toPostData(message: WebSocketMessage): PostData {
  const { data, _truncated, _size } = message;
  return {
    mimeType: "",
    text: data,
    ...onlyIf(isBase64Message(message), { _encoding: "base64" }),
    ...(_truncated ? { _truncated, ...onlyKnown({ _size }) } : {}),
  };
}
