import { matchParts } from "../sequence/match-parts.ts";
import { readFieldLines } from "./fields.ts";
import { type Framing, framingOfRequest, framingOfResponse } from "./framing.ts";
import { HeadBuffer } from "./head-buffer.ts";
import type { Cut, MessageSink, RequestHead, ResponseHead } from "./message.ts";
import { readRequestHead, readResponseHead } from "./start-line.ts";

/** The part of a message to which the next byte belongs. */
export type ParserState =
  | "head"
  | "length"
  | "chunk-size"
  | "chunk-data"
  | "chunk-end"
  | "trailers"
  | "until-end"
  /** Unknown until the response arrives: another request, or another protocol. */
  | "pending"
  | "raw";

/**
 * Listens to one direction of an HTTP/1.x connection: bytes in, events out. It never throws, copies no body, and holds no more than one
 * head; unreadable data is passed on as raw bytes, with a remark. It is a long class because all of it shares one state.
 */
export class Http1Parser<Head extends RequestHead | ResponseHead> {
  #state: ParserState = "head";
  readonly #sink: MessageSink<Head>;
  readonly #role: Role<Head>;
  /** See `createResponseParser`. */
  readonly #methodAsked: () => string;
  readonly #heads = new HeadBuffer();
  /** Bytes that are still to come of a body or a chunk. */
  #left = 0;
  /** Bytes of the trailers so far, or of a line in chunks; or the bytes that wait for `settle`. */
  #held: Buffer[] = [];
  #heldSize = 0;
  /** Whether a message has begun and not ended. */
  #isOpen = false;
  /** Whether the message that is being read may be the last one of its kind. */
  #mayPend = false;
  /** Whether another message may begin in place of an announced body; see `allowRestart`. */
  #mayRestart = false;

  constructor(role: Role<Head>, sink: MessageSink<Head>, methodAsked = noMethod) {
    this.#role = role;
    this.#methodAsked = methodAsked;
    this.#sink = sink;
  }

  get state(): ParserState {
    return this.#state;
  }

  /** Whether the beginning of a head has come, and not all of it. */
  get isInHead(): boolean {
    return this.#state === "head" && this.#heads.size > 0;
  }

  /** Whether the next byte belongs to a body whose end is known. */
  get isInBody(): boolean {
    return this.#state === "length" || this.#state.startsWith("chunk-") || this.#state === "trailers";
  }

  /** Whether there is data whose kind is unknown until the response arrives. */
  get hasPending(): boolean {
    return this.#state === "pending" && this.#heldSize > 0;
  }

  /** For an incomplete head; "" if there are only empty lines. */
  get beginning(): string {
    return this.#heads.beginning(LONGEST_METHOD);
  }

  /** Of an incomplete head, the bytes that have come: a view that is valid until more come. */
  get headSoFar(): Buffer {
    return this.#state === "head" ? this.#heads.peek() : NOTHING;
  }

  /** The empty lines before a head, if there is nothing else: who gets them need not wait for it. */
  takeEmptyLines(): Buffer {
    return this.#state === "head" && this.beginning === "" ? this.#heads.take() : NOTHING;
  }

  /** The bytes so far are not a head. */
  refuseHead(): void {
    if (this.isInHead) this.#goRaw(this.#role.notOne, this.#heads.take());
  }

  /** The head ends here: reports it if it has a first line with a version. */
  endHead(): void {
    if (!this.isInHead || !this.#role.isLineEnough) return;
    const bytes = this.#heads.take();
    const head = this.#role.readHead(bytes);
    if (head === undefined || head.version === "") {
      this.#goRaw(BROKEN_OFF, bytes);
      return;
    }
    this.#isOpen = true;
    this.#sink.head(head);
    this.#begin(UNENDED, head);
  }

  /**
   * The body was announced and waited for permission, which was refused: its sender may omit it and send its next message, as curl does
   * after 417.
   */
  allowRestart(): void {
    this.#mayRestart = this.#state === "length" || this.#state === "chunk-size";
  }

  push(piece: Uint8Array): void {
    const bytes = Buffer.isBuffer(piece) ? piece : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    let at = 0;
    while (at < bytes.length) at = this.step(bytes, at);
  }

  /**
   * Reads on from a position in a chunk, at most to the end of a head or of a message, and returns the position after it. A caller that
   * controls the flow knows which bytes were a head: those that were read in state `head`.
   */
  step(piece: Buffer, at: number): number {
    if (this.#mayRestart) this.#restart(piece.toString("latin1", at, at + LONGEST_METHOD));
    switch (this.#state) {
      case "head":
        return this.#readHead(piece, at);
      case "length":
      case "chunk-data":
        return this.#readBody(piece, at);
      case "until-end":
        this.#sink.body(piece.subarray(at));
        return piece.length;
      case "chunk-size":
      case "chunk-end":
        return this.#readLine(piece, at);
      case "trailers":
        return this.#readTrailers(piece, at);
      case "pending":
        this.#hold(piece.subarray(at));
        if (this.#heldSize > MOST_PENDING) this.settle("switched");
        return piece.length;
      default:
        this.#sink.raw(piece.subarray(at));
        return piece.length;
    }
  }

  /** Reports the outcome of an offer to switch the protocol, or of CONNECT: whether what follows is another message. */
  settle(outcome: "switched" | "refused"): void {
    if (outcome === "switched") {
      const rest = this.#state === "head" ? [this.#heads.take()] : this.#takeHeld();
      this.#state = "raw";
      for (const piece of rest) if (piece.length > 0) this.#sink.raw(piece);
      return;
    }
    if (this.#state !== "pending") return;
    const rest = this.#takeHeld();
    this.#state = "head";
    for (const piece of rest) this.push(piece);
  }

  /** From here on nothing is read as messages any more. */
  giveUp(): void {
    this.#state = "raw";
  }

  /** The sender has closed its half of the connection. */
  finish(): void {
    this.endHead();
    if (this.#state === "pending") this.settle("switched");
    else if (this.#state === "until-end" || (this.#state === "raw" && this.#isOpen)) this.#end();
    else this.#stop("end");
  }

  /** The connection broke. */
  reset(): void {
    this.#stop("reset");
  }

  #stop(how: Cut["how"]): void {
    const isHead = this.#state === "head";
    if (isHead && this.#heads.size > 0) this.#goRaw(BROKEN_OFF, this.#heads.take());
    if (this.#isOpen || isHead) this.#sink.cut({ during: isHead ? "head" : DURING[this.#state], how });
    this.#isOpen = false;
    this.#state = "raw";
  }

  #readHead(piece: Buffer, at: number): number {
    const found = this.#heads.find(piece, at);
    if (found === undefined) return this.#lookAtBeginning(piece.length);
    const head = this.#role.readHead(found.bytes);
    if (head === undefined) {
      this.#goRaw(this.#role.notOne, found.bytes);
      return found.next;
    }
    this.#isOpen = !this.#role.isInterim(head);
    this.#sink.head(head);
    this.#begin(found.isWhole ? this.#role.framingOf(head, this.#methodAsked) : TOO_LONG, head);
    return found.next;
  }

  /** Data that is not HTTP, or that has no empty line (HTTP/0.9), is not held back. */
  #lookAtBeginning(length: number): number {
    if (this.#role.canBegin(this.#heads.beginning(LONGEST_METHOD))) {
      // Once: a long head comes in many pieces.
      const line = this.#role.isLineEnough ? this.#heads.newFirstLine() : undefined;
      if (line === undefined || /[ \t]HTTP\/\d/i.test(line)) return length;
    }
    const bytes = this.#heads.take();
    const head = this.#role.isLineEnough ? this.#role.readHead(bytes) : undefined;
    if (head === undefined || !isSimple(head)) {
      this.#goRaw(this.#role.notOne, bytes);
      return length;
    }
    this.#isOpen = true;
    this.#sink.head(head);
    this.#begin({ kind: "unknown", why: "no version of HTTP" }, head);
    return length;
  }

  #begin(framing: Framing | "interim" | "switched", head: Head): void {
    this.#mayRestart = false;
    this.#mayPend = this.#role.mayPend(head);
    if (framing === "interim") return;
    if (framing === "switched") {
      this.#state = "raw";
      return;
    }
    switch (framing.kind) {
      case "length":
        this.#left = framing.length;
        if (framing.length === 0) this.#end();
        else this.#state = "length";
        return;
      case "chunks":
        this.#state = "chunk-size";
        return;
      case "end":
        this.#state = "until-end";
        return;
      case "unknown":
        this.#goRaw(`the end of the message is unclear: ${framing.why}`, NOTHING);
    }
  }

  #restart(beginning: string): void {
    this.#mayRestart = false;
    if (REQUEST_BEGINNING.test(beginning)) this.#end();
  }

  #readBody(piece: Buffer, at: number): number {
    const next = Math.min(piece.length, at + this.#left);
    this.#left -= next - at;
    this.#sink.body(piece.subarray(at, next));
    if (this.#left > 0) return next;
    if (this.#state === "chunk-data") this.#state = "chunk-end";
    else this.#end();
    return next;
  }

  /** The size of a chunk, or the empty line after its data. */
  #readLine(piece: Buffer, at: number): number {
    const feed = piece.indexOf(LF, at);
    const next = feed < 0 ? piece.length : feed + 1;
    this.#hold(piece.subarray(at, next));
    if (feed >= 0) this.#takeLine();
    else if (this.#heldSize > LONGEST_LINE) this.#goRaw("a chunk without a size", Buffer.concat(this.#takeHeld()));
    return next;
  }

  #takeLine(): void {
    const bytes = Buffer.concat(this.#takeHeld());
    const line = bytes.toString("latin1").trim();
    if (this.#state === "chunk-end") {
      if (line === "") this.#state = "chunk-size";
      else this.#goRaw("a chunk that is longer than its size", bytes);
      return;
    }
    const [, digits] = matchParts(/^([\da-f]+)[ \t]*(?:;.*)?$/i, line);
    const size = digits === undefined ? Number.NaN : Number.parseInt(digits, 16);
    if (!Number.isSafeInteger(size)) {
      this.#goRaw(`a chunk of size ${JSON.stringify(line.slice(0, 40))}`, bytes);
      return;
    }
    this.#left = size;
    this.#state = size === 0 ? "trailers" : "chunk-data";
  }

  #readTrailers(piece: Buffer, at: number): number {
    const feed = piece.indexOf(LF, at);
    const next = feed < 0 ? piece.length : feed + 1;
    const line = piece.subarray(at, next);
    this.#hold(line);
    if (this.#heldSize > LONGEST_LINE) this.#goRaw("trailers without an end", Buffer.concat(this.#takeHeld()));
    else if (feed >= 0) this.#endTrailers();
    return next;
  }

  /** They end with an empty line; a line may have come in several pieces. */
  #endTrailers(): void {
    const bytes = Buffer.concat(this.#held);
    this.#held = [bytes];
    const { length } = bytes;
    const isEmpty = (from: number): boolean =>
      length === from + 1 || (length === from + 2 && bytes[from] === CR && bytes[from + 1] === LF);
    const lastLine = length < 2 ? 0 : bytes.lastIndexOf(LF, length - 2) + 1;
    if (!isEmpty(lastLine)) return;
    this.#takeHeld();
    const { fields } = readFieldLines(bytes.toString("latin1"), 0);
    if (fields.length > 0) this.#sink.trailers(fields);
    this.#end();
  }

  #end(): void {
    this.#isOpen = false;
    this.#state = this.#state === "raw" ? "raw" : this.#mayPend ? "pending" : "head";
    this.#sink.end();
  }

  #goRaw(why: string, bytes: Buffer): void {
    // Chunks that cannot be read never end, whatever the connection does.
    if (DURING[this.#state] === "chunk" || this.#state === "trailers") this.#isOpen = false;
    this.#state = "raw";
    this.#held = [];
    this.#heldSize = 0;
    this.#sink.remark(why);
    if (bytes.length > 0) this.#sink.raw(bytes);
  }

  #hold(bytes: Buffer): void {
    // A copy: it outlives the piece.
    this.#held.push(Buffer.from(bytes));
    this.#heldSize += bytes.length;
  }

  #takeHeld(): readonly Buffer[] {
    const held = this.#held;
    this.#held = [];
    this.#heldSize = 0;
    return held;
  }
}

/** What differs between the two directions. */
export interface Role<Head> {
  readonly readHead: (bytes: Buffer) => Head | undefined;
  readonly framingOf: (head: Head, methodAsked: () => string) => Framing | "interim" | "switched";
  readonly isInterim: (head: Head) => boolean;
  /** Whether it depends on the response what follows the message. */
  readonly mayPend: (head: Head) => boolean;
  /** Whether a head may begin in this way. */
  readonly canBegin: (text: string) => boolean;
  /** Whether one line may be all there is. */
  readonly isLineEnough: boolean;
  /** Remark for bytes that are not such a message. */
  readonly notOne: string;
}

const LF = 10;
const CR = 13;
const NOTHING = Buffer.alloc(0);
const LONGEST_LINE = 65_536;
const LONGEST_METHOD = 64;
/** Visible ASCII up to the first blank. */
const METHOD_BEGINNING = /^[!-~]*(?:[ \t]|$)/;
/** Bytes whose kind depends on a response. */
const MOST_PENDING = 1024 * 1024;
/** No body begins like that by chance. */
const REQUEST_BEGINNING = /^[A-Z-]{3,32} (?:(?:https?|wss?):\/\/|\/)/;
const BROKEN_OFF = "the connection ended in the middle of a head";
const UNENDED: Framing = { kind: "unknown", why: "its head is incomplete" };
const TOO_LONG: Framing = { kind: "unknown", why: "its head is longer than 16 MiB" };

const DURING: Readonly<Record<ParserState, Cut["during"]>> = {
  head: "head",
  length: "body",
  "until-end": "body",
  "chunk-size": "chunk",
  "chunk-data": "chunk",
  "chunk-end": "chunk",
  trailers: "trailers",
  pending: "head",
  raw: "body",
};

function isSimple(head: RequestHead | ResponseHead): boolean {
  return "target" in head && head.version === "" && head.target !== "" && head.fields.length === 0;
}

const noMethod = (): string => "";

const REQUESTS: Role<RequestHead> = {
  readHead: readRequestHead,
  framingOf: ({ fields, version }) =>
    version === "" ? { kind: "unknown", why: "no version of HTTP" } : framingOfRequest(fields),
  isInterim: () => false,
  mayPend: ({ method, fields }) =>
    method === "CONNECT" ||
    fields.some((field, index) => index % 2 === 0 && field.length === 7 && /^upgrade$/i.test(field)),
  canBegin: (text) => METHOD_BEGINNING.test(text),
  isLineEnough: true,
  notOne: "not a readable request",
};

/** Listens to what a client sends. */
export function createRequestParser(sink: MessageSink<RequestHead>): Http1Parser<RequestHead> {
  return new Http1Parser(REQUESTS, sink);
}

/**
 * Listens to what a server sends.
 *
 * @param methodAsked method of the oldest request without a response, "" if there is none: it determines whether a body follows
 */
export function createResponseParser(
  sink: MessageSink<ResponseHead>,
  methodAsked: () => string,
): Http1Parser<ResponseHead> {
  return new Http1Parser(RESPONSES, sink, methodAsked);
}

const RESPONSES: Role<ResponseHead> = {
  readHead: readResponseHead,
  isInterim: isInterimHead,
  framingOf: (head, methodAsked) => {
    const { status, fields } = head;
    if (isInterimHead(head)) return "interim";
    const method = methodAsked();
    if (status === 101 || (method === "CONNECT" && status >= 200 && status < 300)) return "switched";
    return framingOfResponse(fields, status, method);
  },
  mayPend: () => false,
  canBegin: (text) => "HTTP/".startsWith(text.slice(0, 5).toUpperCase()),
  isLineEnough: false,
  notOne: "no readable response",
};

function isInterimHead({ status }: ResponseHead): boolean {
  return status >= 100 && status < 200 && status !== 101;
}
