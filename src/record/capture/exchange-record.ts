import type { Duplex } from "node:stream";

import { flatHeaderText } from "../../trace/headers.ts";
import { informationalOf } from "../../trace/journal/details.ts";
import type { Exchange, ExchangeDetails } from "../../trace/journal/exchange.ts";
import { newExchange } from "../../trace/journal/new-exchange.ts";
import type { ExchangeError } from "../../trace/model/types.ts";
import { BodyTap } from "./body-tap.ts";
import { type ChunkTimes, sinceAnswer, timeChunks, timeSent } from "./chunk-times.ts";
import type { TappedBody, Unread } from "./content.ts";
import { type CopiedFields, copiedType, copyFields, readCopied } from "./copied-fields.ts";
import { toExchangeError } from "./exchange-error.ts";
import type { Recording } from "./recording.ts";
import { type RequestBodyTap, tapOnHttp2 } from "./request-body.ts";
import { type UpgradeTap, createUpgradeTap, tapUpgrade } from "./upgrade-tap.ts";
import {
  type SendHeadersMessage,
  type SentHead,
  type WireHead,
  addFormLength,
  readRawHeaders,
  toSentHead,
} from "./wire-head.ts";

/** Facts about a request before it is sent. */
export interface RequestStart {
  readonly method: string;
  /** Absolute URL. */
  readonly url: string;
  /** With query, as in the request line. */
  readonly path: string;
  /** As the client was given it; of a form the length shows only when it has been sent. */
  readonly body: unknown;
  readonly tap: RequestBodyTap | undefined;
  /** The requested headers, for a request that is never sent. */
  readonly headers: () => string[];
}

/**
 * Fills one exchange with what its client lets be seen, whichever client that is. No method throws: what goes wrong in
 * here is the recorder's fault and not the traced program's. A long class, because all of it is one state: what is open.
 */
export class ExchangeRecord {
  /** In the recorder's list of active records, which keeps it. */
  place = -1;
  readonly #recording: Recording;
  readonly #caller: object;
  /** What there is until the exchange is over; see `#finish`. */
  #open: OpenExchange | undefined;
  #expected: unknown;
  #startedAt = -1;
  #sentAt = -1;
  #answeredAt = -1;

  /** The caller is the object that would retry, should this attempt fail. */
  constructor(recording: Recording, request: RequestStart, caller: object) {
    this.#recording = recording;
    this.#caller = caller;
    const exchange = newExchange({ method: request.method, url: request.url, startedAt: recording.now() });
    const { client, server } = recording.parties;
    if (client !== undefined || server !== undefined) exchange.more = recording.parties;
    this.#open = {
      exchange,
      request,
      tap: request.tap,
      responseBody: undefined,
      chunkTimes: undefined,
      sentTimes: undefined,
      upgrade: undefined,
      sentHead: undefined,
      answerHead: undefined,
    };
    recording.begin(this, exchange, caller);
  }

  /** The request is about to be written. */
  start(): void {
    if (this.#startedAt < 0) this.#startedAt = this.#now();
  }

  /** Takes undici's wire head, if it is this request's. */
  takeSentHead(message: SendHeadersMessage): void {
    this.#guard(() => {
      const { path, method } = this.#open?.request ?? {};
      if (message.request.path !== path || message.request.method !== method) return;
      const sent = toSentHead(message);
      if (this.#open !== undefined) this.#open.sentHead = sent;
      this.takeHead({ httpVersion: sent.isHttp2 ? "HTTP/2" : "HTTP/1.1", headers: [] }, message.socket);
    });
  }

  takeHead(head: WireHead, socket: SocketEnds | null | undefined): void {
    this.#guard(() => {
      if (this.#open === undefined) return;
      if (socket?.remotePort !== undefined && socket.remotePort === this.#recording.proxyPort) {
        const { exchange } = this.#open;
        this.#open = undefined;
        this.#recording.abandon(this, exchange);
        return;
      }
      const { exchange } = this.#open;
      exchange.httpVersion = head.httpVersion;
      exchange.requestHeaders = head.headers;
      if (head.httpVersion === "HTTP/2" && this.#open.tap !== undefined) this.#open.tap = tapOnHttp2(this.#open.tap);
      if (socket?.remoteAddress === undefined) return;
      const wire = { serverAddress: socket.remoteAddress, connection: String(socket.localPort) };
      exchange.more = exchange.more === undefined ? wire : { ...exchange.more, ...wire };
    });
  }

  /** The same as text of HTTP/1.1, request line and all, which is read later. */
  takeHeadText(text: string, socket: SocketEnds | null | undefined): void {
    this.#guard(() => {
      if (this.#open !== undefined) this.#open.sentHead = { text, isHttp2: false, framing: [] };
      this.takeHead({ httpVersion: "HTTP/1.1", headers: [] }, socket);
    });
  }

  /** Whether the head as sent is known, or can no longer become known. */
  get hasHead(): boolean {
    return this.#open === undefined || this.#open.exchange.httpVersion !== "";
  }

  get isOver(): boolean {
    return this.#open === undefined;
  }

  /** A chunk of the request's body, if its tap does not see it by itself. */
  addSent(chunk: Uint8Array | string, encoding?: BufferEncoding): void {
    const open = this.#open;
    if (open?.tap?.hooked !== true) return;
    try {
      const { tap } = open.tap;
      const bytes = typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk;
      if (tap.size === 0) open.sentTimes = timeSent(flatHeaderText(open.request.headers(), "content-type"));
      tap.add(bytes);
      open.sentTimes?.add(this.#recording.now(), bytes.byteLength);
    } catch (fault) {
      this.#recording.fault(fault);
    }
  }

  /** All of the request is sent. */
  sent(): void {
    if (this.#sentAt < 0) this.#sentAt = this.#now();
  }

  /** The first byte of a response has arrived. */
  answering(): void {
    this.#answeredAt = this.#now();
  }

  /** Takes the head of a response, as the client has it: of each 1xx, and of the final one. */
  takeAnswer(status: number, phrase: string | null | undefined, rawHeaders: unknown): void {
    this.#guard(() => {
      if (this.#open === undefined) return;
      const reason = phrase ?? "";
      const { exchange } = this.#open;
      // Whether a response leads to another request shows in its head: most do not.
      const copied = status >= 200 && status < 300 ? copyFields(rawHeaders) : undefined;
      const headers = copied === undefined ? readRawHeaders(rawHeaders) : [];
      if (status >= 100 && status < 200 && status !== 101) {
        const informational = informationalOf(exchange);
        exchange.more = { ...exchange.more, informational: [...informational, { status, reason, headers }] };
        return;
      }
      if (this.#answeredAt < 0) this.answering();
      exchange.status = status;
      exchange.reason = reason;
      exchange.responseHeaders = headers;
      this.#open.answerHead = copied;
      this.#open.responseBody = new BodyTap(this.#recording.bodyLimit);
      this.#open.chunkTimes = timeChunks(
        copied === undefined ? flatHeaderText(headers, "content-type") : copiedType(copied),
      );
      this.#recording.answered(exchange);
    });
  }

  /** What few exchanges have, as it becomes known. */
  addDetails(details: ExchangeDetails): void {
    this.#guard(() => {
      if (this.#open !== undefined) this.#open.exchange.more = { ...this.#open.exchange.more, ...details };
    });
  }

  /** Keeps what replaces a response that can be read. */
  takeUnreadAnswer(): void {
    this.#guard(() => {
      if (this.#open === undefined || this.#open.responseBody !== undefined) return;
      if (this.#answeredAt < 0) this.answering();
      this.#open.responseBody = new BodyTap(this.#recording.bodyLimit);
    });
  }

  addReceived(chunk: Uint8Array): void {
    try {
      this.#open?.responseBody?.add(chunk);
      this.#open?.chunkTimes?.add(this.#recording.now() - this.#answeredAt, chunk.byteLength);
    } catch (fault) {
      this.#recording.fault(fault);
    }
  }

  /** The protocol was switched: the exchange lasts as long as the connection. */
  followUpgrade(socket: Duplex): void {
    this.#guard(() => {
      if (this.#open === undefined) return;
      tapUpgrade(socket, this.#tapUpgrade(this.#open), this.#recording.fault);
      socket.once("close", () => this.fail(undefined));
    });
  }

  /** The same for code that sees the bytes: it passes them to the tap. */
  startUpgrade(protocol?: string): UpgradeTap | undefined {
    return this.#open && this.#tapUpgrade(this.#open, protocol);
  }

  #tapUpgrade(open: OpenExchange, protocol?: string): UpgradeTap {
    const { bodyLimit: limit, now } = this.#recording;
    if (open.answerHead !== undefined) open.exchange.responseHeaders = readCopied(open.answerHead);
    open.answerHead = undefined;
    open.upgrade = createUpgradeTap({ headers: open.exchange.responseHeaders, limit, now, protocol });
    return open.upgrade;
  }

  end(rawTrailers: unknown): void {
    this.#guard(() => {
      const trailers = readRawHeaders(rawTrailers);
      if (this.#open !== undefined && trailers.length > 0) {
        this.#open.exchange.more = { ...this.#open.exchange.more, trailers };
      }
      this.#finish();
    });
  }

  /** The error to record if the recording ends before more data arrives. */
  expectFailure(error: unknown): void {
    this.#expected = error;
  }

  /** Ends the record because the recording ends. */
  breakOff(error: unknown): void {
    this.fail(this.#expected ?? error);
  }

  /**
   * Ends the record with an error: the client's, or because the recording ends first. A connection whose protocol was switched has had its
   * response; that it is still open is no error.
   */
  fail(error: unknown): void {
    this.#guard(() => this.#finish(this.#open?.upgrade === undefined ? error : undefined));
  }

  #now(): number {
    try {
      return this.#recording.now();
    } catch (fault) {
      this.#recording.fault(fault);
      return -1;
    }
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (fault) {
      this.#recording.fault(fault);
    }
  }

  /**
   * Only the first end counts. What was open is let go here: some records outlive their exchange by a garbage
   * collection or two, and what they held then kept the next ones alive; that doubled the cost of recording
   * (docs/notes/undici.md).
   */
  #finish(error?: unknown): void {
    const open = this.#open;
    if (open === undefined) return;
    this.#open = undefined;
    const { exchange } = open;
    if (error !== undefined) {
      exchange.more = { ...exchange.more, error: toExchangeError(error, this.#phase(exchange.status)) };
    }
    this.#takeTimings(exchange, this.#recording.now());
    const unread = this.#takeUnread(open);
    takeDetails(open, { answeredAt: this.#answeredAt, endedAt: this.#sentAt });
    this.#recording.finish(this, { exchange, unread }, this.#caller);
  }

  #phase(status: number): ExchangeError["phase"] {
    if (this.#startedAt < 0) return "connect";
    if (status !== 0) return "receive";
    return this.#sentAt < 0 ? "send" : "wait";
  }

  /** The phase in progress at the end lasts until then; an early response ends the wait before the sending ends. */
  #takeTimings(exchange: Exchange, end: number): void {
    const started = this.#startedAt < 0 ? end : this.#startedAt;
    const sent = this.#sentAt < 0 ? end : this.#sentAt;
    const answered = Math.max(sent, this.#answeredAt < 0 ? end : this.#answeredAt);
    exchange.blocked = started - exchange.startedAt;
    if (this.#startedAt >= 0) exchange.send = sent - started;
    if (this.#sentAt >= 0) exchange.wait = answered - sent;
    if (this.#answeredAt >= 0) exchange.receive = end - answered;
  }

  #takeUnread(open: OpenExchange): Unread {
    const { exchange, request, tap, responseBody, sentHead, answerHead } = open;
    if (exchange.httpVersion === "") exchange.requestHeaders = request.headers();
    const hasSent = tap !== undefined && tap.tap.size > 0;
    return {
      sentHead: hasSent && this.#sentAt >= 0 ? addFormLength(sentHead, request.body, tap.tap.size) : sentHead,
      answerHead,
      request: hasSent ? toTapped(tap.tap) : undefined,
      response: responseBody && toTapped(responseBody),
    };
  }
}

function toTapped(tap: BodyTap): TappedBody | undefined {
  return tap.size > 0 ? { wire: tap.bytes(), size: tap.size, sha256: tap.sha256() } : undefined;
}

/** The properties of a socket that the recorder reads. */
interface SocketEnds {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  readonly localPort?: number | undefined;
}

interface OpenExchange {
  readonly exchange: Exchange;
  readonly request: RequestStart;
  tap: RequestBodyTap | undefined;
  responseBody: BodyTap | undefined;
  chunkTimes: ChunkTimes | undefined;
  sentTimes: ChunkTimes | undefined;
  upgrade: UpgradeTap | undefined;
  sentHead: SentHead | undefined;
  answerHead: CopiedFields | undefined;
}

/** What few exchanges have. */
function takeDetails(
  { exchange, chunkTimes, sentTimes, upgrade }: OpenExchange,
  ends: Parameters<typeof sinceAnswer>[1],
): void {
  const sentChunks = sentTimes && sinceAnswer(sentTimes.list, ends);
  if (sentChunks !== undefined) exchange.more = { ...exchange.more, sentChunks };
  if (chunkTimes !== undefined && chunkTimes.list.length > 0) {
    exchange.more = { ...exchange.more, chunks: chunkTimes.list };
  }
  if (upgrade === undefined) return;
  const { remarks = [], ...read } = upgrade.read();
  exchange.more = { ...exchange.more, ...read };
  if (remarks.length > 0) exchange.more = { ...exchange.more, remarks: [...(exchange.more.remarks ?? []), ...remarks] };
}
