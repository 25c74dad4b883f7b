import type { Socket } from "node:net";

import type { ExchangeListener, Failure } from "../../wire/exchanges.ts";
import { LONGEST_HEAD } from "../../wire/head-buffer.ts";
import { FRAME, FRAME_HEAD_SIZE, readFrameHead } from "../../wire/http2-frames.ts";
import type { RequestHead, ResponseHead } from "../../wire/message.ts";
import { splitRawHead } from "../../wire/raw-head.ts";
import { LONGEST_KEPT } from "../capture/cut-heads.ts";
import { WireError } from "../capture/exchange-error.ts";
import { ExchangeRecord } from "../capture/exchange-record.ts";
import type { Recording } from "../capture/recording.ts";
import { tapHooked } from "../capture/request-body.ts";
import type { UpgradeTap } from "../capture/upgrade-tap.ts";
import type { DialError } from "./dial-error.ts";
import type { ConnectionFacts } from "./dial.ts";

/** Facts about a request when its head has arrived. */
export interface RecordedRequest {
  /** As the server receives it. */
  readonly head: RequestHead;
  readonly url: string;
  /** Changes on the way. @default none */
  readonly changed?: readonly string[];
}

/** Records one exchange as it is on the wire. The records that it feeds never throw. */
export class RecordedExchange implements ExchangeListener {
  readonly #record: ExchangeRecord;
  readonly #request: RecordedRequest;
  readonly #remarks: string[] = [];
  #upgrade: UpgradeTap | undefined;
  #trailers: readonly string[] = [];
  #status = 0;
  /** What was received in place of a response. */
  #unread: "no HTTP" | "HTTP/2" | "half a head" | undefined;
  #isConnected = false;
  #isAsked = false;

  constructor(recording: Recording, request: RecordedRequest) {
    const { head, url, changed = [] } = request;
    this.#request = request;
    const start = {
      method: head.method,
      url,
      path: head.target,
      body: undefined,
      tap: tapHooked(recording.bodyLimit),
      headers: () => [...head.fields],
    };
    this.#record = new ExchangeRecord(recording, start, this);
    if (changed.length > 0) this.#record.addDetails({ changed: [...changed] });
    if (head.raw !== undefined && !(head.isCanonical && isInUrl(head.target))) {
      const rawRequestHead = this.#splitHead(head.raw, "request");
      if (rawRequestHead !== undefined) this.#record.addDetails({ rawRequestHead });
    }
  }

  /**
   * The server is connected, and the head is sent. Connection data is recorded with the first request only; its duration only if the
   * request was waiting for it.
   */
  connected(
    socket: Socket,
    facts: ConnectionFacts,
    { isFirst, hasWaited }: { isFirst: boolean; hasWaited: boolean },
  ): void {
    const { head } = this.#request;
    this.#record.start();
    this.#isConnected = true;
    if (this.#isAsked) this.#record.sent();
    this.#record.takeHead({ httpVersion: head.version || "HTTP/0.9", headers: [...head.fields] }, socket);
    const { tried, tls, dns, connect, ssl } = facts;
    if (tls !== undefined) this.#record.addDetails({ tls });
    if (!isFirst) return;
    this.#record.addDetails({ [hasWaited ? "connecting" : "connected"]: { dns, connect, ssl } });
    if (tried.length > 1) this.#record.addDetails({ tried: [...tried] });
  }

  unreachable(error: DialError): void {
    if (error.tried.length > 1) this.#record.addDetails({ tried: [...error.tried] });
    this.#record.fail(error);
  }

  sent(piece: Uint8Array): void {
    if (this.#upgrade === undefined) this.#record.addSent(piece);
    else this.#upgrade.addSent(piece);
  }

  sentTrailers(fields: readonly string[]): void {
    this.#record.addDetails({ requestTrailers: [...fields] });
  }

  asked(): void {
    this.#isAsked = true;
    // A short request is complete before its server is connected.
    if (this.#isConnected) this.#record.sent();
  }

  answer(head: ResponseHead): void {
    const isInterim = head.status >= 100 && head.status < 200 && head.status !== 101;
    this.#record.takeAnswer(head.status, head.reason, head.fields);
    if (isInterim) return;
    this.#status = head.status;
    if (head.version !== this.#request.head.version) this.#record.addDetails({ responseVersion: head.version });
    if (!head.isCanonical && head.raw !== undefined) {
      const rawResponseHead = this.#splitHead(head.raw, "response");
      if (rawResponseHead !== undefined) this.#record.addDetails({ rawResponseHead });
    }
  }

  /** Longer ones have millions of pieces at worst, and are cut in the end. */
  #splitHead(raw: Uint8Array, side: "request" | "response"): string[] | undefined {
    if (raw.byteLength <= LONGEST_KEPT) return splitRawHead(raw);
    this.remark(`how the ${side}'s head was written is not recorded: it is longer than 1 MiB`);
    return undefined;
  }

  received(piece: Uint8Array): void {
    if (this.#status === 0) {
      this.#unread ??= isHalfHead(piece) ? "half a head" : beginsHttp2(piece) ? "HTTP/2" : "no HTTP";
      this.#record.takeUnreadAnswer();
    }
    if (this.#upgrade === undefined) this.#record.addReceived(piece);
    else this.#upgrade.addReceived(piece);
  }

  receivedTrailers(fields: readonly string[]): void {
    this.#trailers = fields;
  }

  switched(protocol?: string): void {
    this.#upgrade = this.#record.startUpgrade(protocol);
  }

  remark(text: string): void {
    this.#remarks.push(text);
    this.#record.addDetails({ remarks: [...this.#remarks] });
  }

  left(): void {
    this.#record.expectFailure(this.#describe({ side: "client", how: "end" }));
  }

  end(): void {
    this.#record.end(this.#trailers);
  }

  fail(failure: Failure): void {
    this.#record.fail(this.#describe(failure));
  }

  #describe({ side, how, code: given, alert, said }: Failure): WireError {
    if (alert !== undefined) {
      return new WireError(alert.code, `the ${side} ended the connection with the TLS alert: ${alert.name}`, "tls");
    }
    if (given !== undefined) return new WireError(given, `the ${side} cancelled the stream: ${given}`);
    const did = how === "end" ? "closed" : side === "client" ? "broke" : "reset";
    // What the server sent may have made the client leave.
    const then = `then ${side === "client" ? "the client" : "it"} ${did} the connection`;
    if (this.#unread === "HTTP/2")
      return new WireError("HTTP2_ONLY", `the server speaks HTTP/2 only, and the request was HTTP/1.1; ${then}`);
    if (this.#unread === "no HTTP")
      return new WireError("NOT_HTTP", `the server sent something other than HTTP; ${then}`);
    if (side === "client") {
      return new WireError(
        "CLIENT_GONE",
        `the client ${said === undefined ? did : "ended"} the connection${after(said)}`,
      );
    }
    const code = how === "end" ? "SERVER_CLOSED" : "ECONNRESET";
    if (said !== undefined) return new WireError(code, `the server ended the connection${after(said)}`);
    const isBegun = this.#status > 0 || this.#unread !== undefined;
    return new WireError(
      code,
      `the server ${did} the connection ${isBegun ? "in the middle of its response" : "before its response"}`,
    );
  }
}

function after(said: string | undefined): string {
  return said === undefined ? "" : `: ${said}`;
}

/** Whether bytes begin a response, without the empty line that ends its head. */
function isHalfHead(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.subarray(0, LONGEST_HEAD)).toString("latin1");
  return /^HTTP\/\d/i.test(text.trimStart()) && !/\n\r?\n/.test(text.trimStart());
}

/** Whether bytes begin with the settings of an HTTP/2 server (RFC 9113, section 3.4). */
function beginsHttp2(bytes: Uint8Array): boolean {
  if (bytes.byteLength < FRAME_HEAD_SIZE) return false;
  const { type, stream, length } = readFrameHead(bytes);
  return type === FRAME.settings && stream === 0 && length % 6 === 0;
}

/** A URL has no place for `*`, and none of HAR's for a fragment. */
function isInUrl(target: string): boolean {
  return /^\/[^#]*$|^(?:https?|wss?):\/\//i.test(target);
}

/** Ignores all events. */
export const SILENT_LISTENER: ExchangeListener = {
  sent: () => {},
  sentTrailers: () => {},
  asked: () => {},
  answer: () => {},
  received: () => {},
  receivedTrailers: () => {},
  switched: () => {},
  remark: () => {},
  left: () => {},
  end: () => {},
  fail: () => {},
};
