import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";

import { isAddressedHere } from "../record/proxy/access.ts";
import { decodeContent } from "../trace/bodies/content-encoding.ts";
import { endOf, toAnswer } from "./answer.ts";
import type { Book } from "./book.ts";
import { withOwnIds } from "./json-rpc-ids.ts";
import { type Pace, sendAnswer, sendMiss } from "./send.ts";
import { answerUpgrade } from "./websocket/answer-upgrade.ts";
import type { Upgrade } from "./websocket/take-upgrades.ts";
import { whenGone } from "./when-gone.ts";

/** How answers are given. */
export interface Manner {
  /** How much faster than recorded the pieces of a stream are sent. */
  readonly speed: number;
  /** Milliseconds before each answer. */
  readonly latency: number;
  /** Whether the request that came now is refused. */
  readonly fails: () => boolean;
}

/** One request to the replay and the response to it. */
export interface Visit {
  /** Recorded origin that the listener stands for; undefined for what was never recorded. */
  readonly origin: string | undefined;
  /** Names that a client may ask it by, beside those of this machine. Empty for one that stands for every other origin. */
  readonly hosts: ReadonlySet<string>;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly manner: Manner;
  /** Set where the client goes on with a WebSocket. */
  readonly upgrade?: Upgrade["upgrade"];
}

/** Answers one request. Never throws: what goes wrong looks like a broken connection to the client. */
export async function answerVisit(book: Book, visit: Visit): Promise<void> {
  const { origin, hosts, request, response, manner, upgrade } = visit;
  try {
    // A client that is still sending would take an early answer and a closed connection for an error.
    const wire = upgrade === undefined ? await buffer(request) : Buffer.alloc(0);
    if (origin !== undefined && !isAddressedHere(request.headers.host, hosts)) {
      response
        .writeHead(421, { "Content-Type": "text/plain" })
        .end("This replay only accepts the names of this machine as Host.\n");
      return;
    }
    const asked = book.toRecorded(request.url ?? "/");
    const host = origin ?? `http://${request.headers.host ?? "unknown"}`;
    const url = asked.startsWith("/") ? host + asked : asked;
    const { "content-type": mimeType = "", "content-encoding": encoding = "" } = request.headers;
    const body = { wire, mimeType, encoding };
    // What is refused is not looked up: asked again, it gets the answer that was its turn.
    const found = manner.fails()
      ? "refused"
      : book.find({
          method: request.method ?? "GET",
          url,
          headerOf: (name) => String(request.headers[name] ?? ""),
          body,
          upgrades: upgrade !== undefined,
        });
    const call = book.calls;
    const gone = whenGone(response);
    if (manner.latency > 0) await wait(manner.latency, undefined, { signal: gone });
    if (found === "refused") response.writeHead(503, REFUSED).end();
    else if (found === undefined) response.writeHead(400).end();
    else if ("entry" in found && found.entry.response.status === 101 && upgrade !== undefined) {
      response.detachSocket(upgrade.socket);
      await answerUpgrade(found, { book, request, upgrade, speed: manner.speed, call });
    } else if ("entry" in found) {
      const pace: Pace = { chunks: found.entry.response._chunks ?? [], speed: manner.speed, gone };
      const entry = withOwnIds(found.entry, decodeContent(wire, encoding, LONGEST).bytes.toString());
      await sendAnswer(
        response,
        toAnswer(entry, (text) => book.toReplayed(text, endOf(entry))),
        pace,
      );
    } else sendMiss(response, found);
  } catch {
    response.destroy();
  }
}

/** No call of JSON-RPC is longer, and a few bytes can unpack to gigabytes. */
const LONGEST = 2 ** 26;

const REFUSED = { "Content-Length": "0", "Retry-After": "0" };
