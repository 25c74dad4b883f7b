import { setTimeout as wait } from "node:timers/promises";

import { isAddressedHere } from "../record/proxy/access.ts";
import { countOf } from "../sequence/count-of.ts";
import { decodeContent } from "../trace/bodies/content-encoding.ts";
import { endOf, toAnswer } from "./answer.ts";
import type { Book } from "./book.ts";
import { withOwnIds } from "./json-rpc-ids.ts";
import type { Recorded } from "./matcher.ts";
import type { ReplayMiss } from "./miss.ts";
import type { Visitor } from "./visitor.ts";
import { answerUpgrade } from "./websocket/answer-upgrade.ts";
import type { Upgrade } from "./websocket/take-upgrades.ts";

/** How responses are sent. */
export interface Manner {
  /** How much faster than recorded the pieces of a stream are sent. */
  readonly speed: number;
  /** Milliseconds before each response. */
  readonly latency: number;
  /** Milliseconds that a client waits in vain, beyond twice the recorded time, until its connection is closed. */
  readonly patience: number;
  /** Whether the request that came now is refused. */
  readonly fails: () => boolean;
}

/** One request to the replay. */
export interface Visit {
  /** Recorded origin that the listener represents; undefined for what was never recorded. */
  readonly origin: string | undefined;
  /** Names that a client may use for it, in addition to those of this machine. Empty for one that represents every other origin. */
  readonly hosts: ReadonlySet<string>;
  readonly visitor: Visitor;
  readonly manner: Manner;
  /** Set if the client switches to a WebSocket. */
  readonly upgrade?: Upgrade;
}

/** Answers one request. Never throws: to the client, any failure looks like a broken connection, and the notes name it. */
export async function answerVisit(book: Book, visit: Visit): Promise<void> {
  const { origin, hosts, visitor, manner, upgrade } = visit;
  try {
    const { method, host, headerOf, gone } = visitor;
    const asked = book.toRecorded(visitor.target);
    const place = origin ?? `http://${host ?? "unknown"}`;
    const url = asked.startsWith("/") ? place + asked : asked;
    const converse = book.isAnsweredEarly(url) ? visitor.converse : undefined;
    // A client that is still sending would treat an early response and a closed connection as an error.
    const { said: wire, isAll } = (await converse?.hear()) ?? { said: await visitor.read(), isAll: true };
    if (origin !== undefined && !isAddressedHere(host, hosts)) {
      visitor.say(
        421,
        { "Content-Type": "text/plain" },
        "This replay only accepts the names of this machine as Host.\n",
      );
      return;
    }
    const encoding = headerOf("content-encoding");
    const body = { wire, mimeType: headerOf("content-type"), encoding, isBeginning: !isAll };
    // A refused request is not looked up: when it is repeated, it gets the response that was due.
    const found = manner.fails()
      ? "refused"
      : book.find({ method, url, headerOf, body, upgrades: upgrade !== undefined });
    const call = book.calls;
    if (manner.latency > 0) await wait(manner.latency, undefined, { signal: gone });
    if (found === "refused") visitor.say(503, REFUSED);
    else if (found === undefined) visitor.say(400, {});
    else if (!("entry" in found)) sayMiss(visitor, found);
    else if (found.entry.response.status === 101 && upgrade !== undefined) {
      upgrade.response.detachSocket(upgrade.upgrade.socket);
      await answerUpgrade(found, { book, ...upgrade, speed: manner.speed, call });
    } else {
      const entry = withOwnIds(found.entry, decodeContent(wire, encoding, LONGEST).bytes.toString());
      const answer = toAnswer(entry, (text) => book.toReplayed(text, endOf(entry)), visitor.isFramed);
      if (converse === undefined) {
        await visitor.answer(answer, { chunks: entry.response._chunks ?? [], speed: manner.speed });
        if (answer.end === "silent") await endSilence(book, visit, found);
        return;
      }
      const { heard, asked: messages } = await converse.answer(answer, entry);
      if (heard !== messages && !gone.aborted)
        book.addNote(
          `The stream ${found.pair}, ${method} ${new URL(url).pathname} (call ${call}), got the recorded response, although it sent ${countOf(heard, "message")} (${messages} recorded).`,
        );
      if (answer.end === "silent") await endSilence(book, visit, found);
    }
  } catch (error) {
    // When a client disconnects, its processing ends. The message of an error may quote the request.
    if (!visitor.gone.aborted)
      book.addNote(
        `${visitor.method} ${visitor.target.replace(/[?#].*/s, "")} got a closed connection: the replay failed with ${error instanceof Error ? error.name : "an error"}. Please report it.`,
      );
    visitor.breakOff();
  }
}

/**
 * A client whose recorded self gave up gives up again, after as long. One that does not (it had read something that it could not use, was
 * interrupted, or has no timeout now) would wait forever.
 */
async function endSilence(book: Book, { visitor, manner }: Visit, { entry, pair }: Recorded): Promise<void> {
  const recorded = entry.time > 0 ? entry.time : 0;
  const silence = Math.min(2 * recorded + manner.patience, LONGEST_TIMER);
  await wait(silence, undefined, { signal: visitor.gone, ref: false });
  book.addNote(
    `${visitor.method} ${new URL(entry.request.url).pathname} (${pair}) got a closed connection: its recording has no more, and the client kept waiting.`,
  );
  visitor.breakOff();
}

/** 501 or 502, in a form that programs read and people understand. */
function sayMiss(visitor: Visitor, { status, message, hint, nearest, differs }: ReplayMiss): void {
  const error = { code: status, message, hint, nearest, differs };
  visitor.say(status, { "Content-Type": "application/json" }, `${JSON.stringify({ error }, null, 2)}\n`);
}

/** Timers take no more milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** No call of JSON-RPC is longer, and a few bytes can unpack to gigabytes. */
const LONGEST = 2 ** 26;

const REFUSED = { "Content-Length": "0", "Retry-After": "0" };
