import type { Socket } from "node:net";

import { hasCodeLike } from "../../errors.ts";
import { type CloseNotify, NEVER_MISSING } from "./close-notify.ts";
import { findClosing, noteSecured } from "./closing-half.ts";
import { freeMemory, isWorthFreeing } from "./free-memory.ts";
import type { Scope } from "./scope.ts";

/** Handlers for the events at one end of a connection. */
export interface EndHandlers {
  readonly data: (chunk: Buffer) => void;
  /** The peer has closed its half. */
  readonly end: () => void;
  /** The connection broke; nothing can be read or written any more. */
  readonly broken: (error: Error) => void;
  /** The written data has been sent. */
  readonly drained: () => void;
}

/** By the socket that is read. */
const ends = new WeakMap<Socket, WireEnd>();

/** A listener of a socket that acts on its end; its exceptions end the connection and no other. */
function guard<Args extends unknown[]>(work: (end: WireEnd, ...args: Args) => void) {
  return function listener(this: Socket, ...args: Args): void {
    const end = ends.get(this);
    if (end === undefined) return;
    try {
      work(end, ...args);
    } catch (fault) {
      end.fault(fault);
    }
  };
}

/**
 * One end of a connection: a socket, plain or TLS, with what TCP can express and Node's streams hide: a closed half is passed on as FIN, a
 * broken connection as RST, a TLS stream that was cut as one that is cut. The only place that handles errors of sockets.
 */
export class WireEnd {
  readonly socket: Socket;
  /** The socket beneath TLS, or else the same socket. */
  readonly raw: Socket;
  readonly #scope: Scope;
  #handlers: EndHandlers = SILENT;
  #isBroken = false;
  #gathered: Uint8Array[] | undefined;
  /** Whether what is gathered waits until all that was written before is sent. */
  #isApart = false;
  #isPaused = false;
  /** Bytes of long pieces that were read in this turn of the event loop. */
  #readInTurn = 0;
  /** Whether the socket now has TLS on top. */
  #isReleased = false;
  /** Whether its peer has closed its half. */
  hasEnded = false;
  /** Whether it did so without close_notify. */
  wasCut = false;
  readonly #closeNotify: CloseNotify;
  /** Whether this half was closed without close_notify. */
  #isCut = false;

  constructor(socket: Socket, scope: Scope, raw: Socket = socket, closeNotify: CloseNotify = NEVER_MISSING) {
    this.socket = socket;
    this.raw = raw;
    this.#scope = scope;
    this.#closeNotify = closeNotify;
    noteSecured(raw, socket);
    scope.add(this);
    ends.set(socket, this);
    // Beneath TLS, what a write of ours reveals is reported here too.
    if (raw !== socket) raw.on("error", () => {});
    // Before reading starts, so that no data flows until there is a listener.
    socket.pause();
    socket.on("error", WireEnd.#onError).on("close", WireEnd.#onClose).on("end", WireEnd.#onEnd);
    socket.on("drain", WireEnd.#onDrain).on("data", WireEnd.#onData);
  }

  // Listeners of all sockets: made for each, they would be most of what an idle connection takes.
  static readonly #onError = guard((end, error: Error) => end.#break(error));
  static readonly #onClose = guard((end) => {
    end.#scope.remove(end);
    // Destroyed without an error, for example because the raw socket beneath TLS was closed.
    if (!end.hasEnded) end.#break(new Error("the connection closed"));
  });
  static readonly #onEnd = guard((end) => end.#takeEnd());
  static readonly #onDrain = guard((end) => end.#handlers.drained());
  static readonly #onData = guard((end, chunk: Buffer) => {
    end.#closeNotify.note();
    end.#handlers.data(chunk);
    if (chunk.length >= LONG_PIECE) end.#shareTurn(chunk.length);
  });

  /** An exception in one of its listeners. */
  fault(fault: unknown): void {
    this.#scope.fault(fault);
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Whether more than the socket's buffer is waiting to go out. */
  get isFull(): boolean {
    return this.socket.writableNeedDrain || this.#isApart;
  }

  /** Sets the handlers, and starts the flow. */
  listen(handlers: EndHandlers): void {
    this.#handlers = handlers;
    this.resume();
  }

  /** The same, without starting the flow. */
  watch(handlers: EndHandlers): void {
    this.#handlers = handlers;
  }

  pause(): void {
    this.#isPaused = true;
    this.socket.pause();
  }

  resume(): void {
    this.#isPaused = false;
    if (this.#readInTurn < MOST_IN_TURN) this.socket.resume();
  }

  /** Node reads up to 2 MB from a fast connection before it turns to the next one: with a dozen of these, all others would wait. */
  #shareTurn(length: number): void {
    if (this.#readInTurn === 0) setImmediate(this.#scope.guard(() => this.#beginTurn()));
    this.#readInTurn += length;
    if (this.#readInTurn >= MOST_IN_TURN && !this.#isReleased) this.socket.pause();
  }

  #beginTurn(): void {
    const hasStopped = this.#readInTurn >= MOST_IN_TURN;
    this.#readInTurn = 0;
    if (hasStopped && !this.#isPaused && !this.#isReleased) this.socket.resume();
  }

  write(bytes: Uint8Array): void {
    if (this.#gathered === undefined) this.#write(bytes);
    else this.#gathered.push(bytes);
  }

  /** Writes a chunk as it was read, which is not needed after this turn: its memory is released when it has been sent. */
  pass(piece: Buffer): void {
    if (this.#gathered === undefined && this.socket !== this.raw && isStreamReset(piece)) this.#passApart(piece);
    else if (this.#gathered !== undefined && this.#gathered.length > 0) this.#gathered.push(piece);
    else {
      if (this.#scope.isDurable) this.#holdForTurn();
      if (!isWorthFreeing(piece)) this.#write(piece);
      else if (this.#canWrite)
        this.socket.write(
          piece,
          this.#scope.guard(() => freeMemory(piece)),
        );
    }
  }

  /**
   * In a TLS record of its own, as it came. Node puts what waits to be sent into one record, and curl forgets the data of a stream that it
   * reads together with the stream's reset.
   */
  #passApart(piece: Buffer): void {
    if (this.#scope.isDurable) this.#holdForTurn();
    if (this.socket.writableLength === 0) return this.#write(piece);
    this.#isApart = true;
    this.gather();
    this.write(Buffer.from(piece));
    this.socket.write(
      NOTHING,
      this.#scope.guard(() => {
        if (!this.#isApart) return;
        this.send();
        if (!this.isFull) this.#handlers.drained();
      }),
    );
  }

  /** Listeners receive a chunk within the turn in which it is passed on. */
  #holdForTurn(): void {
    this.socket.cork();
    process.nextTick(this.#scope.guard(() => this.socket.uncork()));
  }

  /** Data written before `send` is sent in one piece; otherwise, the system sends each write separately. */
  gather(): void {
    this.#gathered ??= [];
  }

  send(): void {
    const pieces = this.#gathered;
    if (pieces === undefined) return;
    this.#gathered = undefined;
    this.#isApart = false;
    const isCorked = pieces.length > 1;
    if (isCorked) this.socket.cork();
    for (const piece of pieces) this.#write(piece);
    if (isCorked) this.socket.uncork();
  }

  #write(bytes: Uint8Array): void {
    if (this.#canWrite) this.socket.write(bytes);
  }

  get #canWrite(): boolean {
    return !this.#isBroken && !this.#isCut && this.socket.writable;
  }

  /** Closes this half: FIN. */
  finish(): void {
    this.send();
    if (this.#canWrite) this.socket.end();
  }

  /** The same, with close_notify only if the other end had it too. */
  finishLike(other: WireEnd): void {
    this.send();
    if (!other.wasCut || this.socket === this.raw) this.finish();
    else if (this.#canWrite) {
      this.#isCut = true;
      this.socket.write(
        NOTHING,
        this.#scope.guard(() => this.raw.end(this.#scope.guard(() => this.#closeIfOver()))),
      );
    }
  }

  /** Node does not know that the half that was cut is closed. */
  #closeIfOver(): void {
    if (this.#isCut && this.hasEnded && this.raw.writableFinished) this.destroy();
  }

  /** Breaks the connection with RST, after the written data has been sent, because RST would discard it. */
  reset(): void {
    this.send();
    if (this.#isBroken || this.socket.destroyed) return;
    this.#isBroken = true;
    if (this.socket.writableLength === 0 || !this.socket.writable) this.#resetNow();
    else
      this.socket.write(
        NOTHING,
        this.#scope.guard(() => this.#resetNow()),
      );
  }

  destroy(): void {
    this.#isBroken = true;
    this.socket.destroy();
    this.raw.destroy();
  }

  /** Releases the socket: only errors are still handled here. */
  release(): Socket {
    this.#isReleased = true;
    this.socket.pause();
    this.#handlers = SILENT;
    this.socket.removeAllListeners("data").removeAllListeners("end").removeAllListeners("drain");
    return this.socket;
  }

  /** Only the TCP socket itself can do it: the TLS socket throws, and Node crashes if that happens within an event of TLS. */
  #resetNow(): void {
    const closing = findClosing(this.raw);
    if (closing !== undefined)
      closing.once(
        "finish",
        this.#scope.guard(() => this.#resetNow()),
      );
    else if (this.socket === this.raw && !this.#isReleased) this.raw.resetAndDestroy();
    else {
      setImmediate(
        this.#scope.guard(() => {
          if (findClosing(this.raw) !== undefined) return this.#resetNow();
          if (!this.raw.destroyed) this.raw.resetAndDestroy();
          this.socket.destroy();
        }),
      );
    }
  }

  /**
   * A reset may be reported as an end: Node drops the error if a write of TLS's own meets it, and libuv if the last data arrives together with
   * it. A write of nothing tells: it sends nothing, and fails if the connection is broken.
   */
  #takeEnd(): void {
    const { raw, socket } = this;
    if (this.#isBroken) return;
    this.wasCut = this.#closeNotify.isMissing();
    // It would wait for what its peer may never read.
    if (!raw.writable || raw.writableLength > 0 || socket.writableLength > 0) {
      this.#end();
      return;
    }
    raw.write(
      NOTHING,
      this.#scope.guard((error?: Error | null) => {
        if (error == null) this.#end();
        else {
          if (!this.#isReset(error)) this.#end();
          this.#break(error);
        }
      }),
    );
  }

  #end(): void {
    if (this.#isBroken) return;
    this.hasEnded = true;
    this.#handlers.end();
    this.#closeIfOver();
  }

  /** The system reports a reset that follows a closed half as EPIPE; it does the same if TLS has met the error before, after its handshake. */
  #isReset(error: Error): boolean {
    return hasCodeLike(error, /^ECONNRESET$/) || (this.raw !== this.socket && this.socket.bytesWritten === 0);
  }

  #break(error: Error): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.#handlers.broken(error);
    this.socket.destroy();
  }
}

const NOTHING = Buffer.alloc(0);

/** Maximum size of one of several pieces, in bytes. */
const LONG_PIECE = 32_768;

/** Bytes of one connection in one turn of the event loop. */
const MOST_IN_TURN = 262_144;

/** Whether a piece begins with the frame that resets a stream of HTTP/2 (RFC 9113, section 6.4). */
function isStreamReset(piece: Buffer): boolean {
  return piece.length >= SHORTEST_RESET && piece.readUInt32BE(0) === RESET_OF_FOUR_BYTES;
}

/** Its head, and its code. */
const SHORTEST_RESET = 13;

/** Length and type. */
const RESET_OF_FOUR_BYTES = 0x04_03;

/** For an end without a listener. */
export const SILENT: EndHandlers = { data: () => {}, end: () => {}, broken: () => {}, drained: () => {} };
