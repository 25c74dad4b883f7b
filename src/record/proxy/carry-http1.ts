import { findFlatHeader } from "../../trace/headers.ts";
import { type Exchanges, createExchanges } from "../../wire/exchanges.ts";
import type { RequestHead } from "../../wire/message.ts";
import type { TraceContext } from "../capture/trace-context.ts";
import type { Carrier } from "./carrier.ts";
import { joinPieces } from "./join-pieces.ts";
import { SILENT_LISTENER } from "./recorded-exchange.ts";
import { rewriteHead } from "./rewrite-head.ts";
import { releaseNoHead, settleOffer } from "./settle-head.ts";

/** Adds `traceparent` to the requests of an HTTP/1 connection that have none. */
export function carryHttp1(context: TraceContext): Carrier {
  return new Http1Carrier(context);
}

/** Whether a request gets the header: HTTP/0.9 has no fields, and `PRI` begins HTTP/2. */
export function lacksContext({ method, version, fields }: RequestHead): boolean {
  return (
    version !== "" && method !== "PRI" && method !== "CONNECT" && findFlatHeader(fields, "traceparent") === undefined
  );
}

/** A class, because its methods share one state. */
class Http1Carrier implements Carrier {
  readonly #context: TraceContext;
  readonly #exchanges: Exchanges;
  /** The bytes since the end of the last message, which may become a head. */
  #held: Buffer[] = [];
  /** Set while a head is being read. */
  #found: RequestHead | undefined;
  #last: RequestHead | undefined;

  constructor(context: TraceContext) {
    this.#context = context;
    this.#exchanges = createExchanges({
      open: (head) => {
        this.#found = head;
        this.#last = head;
        return SILENT_LISTENER;
      },
      stray: () => {},
      isDriven: true,
    });
  }

  sent(chunk: Buffer): Buffer {
    const { client: parser } = this.#exchanges;
    const passed: Buffer[] = [];
    for (let at = 0; at < chunk.length;) {
      settleOffer(this.#exchanges, chunk, at);
      const wasHead = parser.state === "head";
      const next = parser.step(chunk, at);
      // After a refused `Expect` a head may begin where content was announced.
      const isHead = wasHead || parser.isInHead || this.#found !== undefined;
      (isHead ? this.#held : passed).push(chunk.subarray(at, next));
      if (isHead && !parser.isInHead) passed.push(this.#takeHeld());
      at = next;
    }
    passed.push(this.#takeNoHead());
    // The memory of a chunk may be reused after it was passed on, so at most the end of each chunk is kept, as a copy.
    const last = this.#held.pop();
    if (last !== undefined) this.#held.push(Buffer.from(last));
    return joinPieces(passed);
  }

  received(chunk: Buffer): Buffer {
    this.#exchanges.server.push(chunk);
    // After a switch to another protocol, there are no more heads.
    return this.#exchanges.client.isInHead ? NOTHING : this.#takeHeld();
  }

  finish(): Buffer {
    this.#exchanges.client.endHead();
    this.#found = undefined;
    return this.#takeHeld();
  }

  /** Adds the header if it is a head without one. */
  #takeHeld(): Buffer {
    const bytes = joinPieces(this.#held);
    const head = this.#found;
    this.#held = [];
    this.#found = undefined;
    if (head === undefined || !lacksContext(head)) return bytes;
    return rewriteHead(bytes, { ...UNCHANGED, traceparent: this.#context.give() }).bytes;
  }

  /** The held bytes that do not need to wait for the rest of a head. */
  #takeNoHead(): Buffer {
    const { client: parser } = this.#exchanges;
    if (!parser.isInHead) return NOTHING;
    releaseNoHead(this.#exchanges, this.#last);
    return parser.isInHead ? NOTHING : this.#takeHeld();
  }
}

const NOTHING = Buffer.alloc(0);

const UNCHANGED = { cutsOrigin: false, without: new Set<string>() };
