import type { Socket } from "node:net";

import { findClosing } from "./closing-half.ts";
import type { WireEnd } from "./wire-end.ts";

interface ScopeOptions {
  /** All that are open. */
  readonly open: Set<Scope>;
  readonly onFault: (fault: unknown) => void;
  /** @default false */
  readonly isDurable?: boolean;
}

/**
 * Everything that belongs to one client connection: its sockets, and the handler for exceptions in any of their events. No failure of one
 * connection affects another one, or the recorder.
 */
export class Scope {
  readonly #ends = new Set<WireEnd>();
  /** Holds it for as long as any of its ends is open. */
  readonly #open: Set<Scope>;
  /** The accepted socket. */
  readonly #client: Socket;
  readonly #onFault: (fault: unknown) => void;
  /** Only while there is work that it may end, because thousands of connections may be idle. */
  #leaving: AbortController | undefined;
  #hasLeft = false;
  readonly #followed = new Set<Promise<void>>();
  /** A connected socket that is not an end of the connection yet. */
  readonly #loose = new Set<Socket>();
  #isOver = false;
  /** Whether data is passed on only after the recorder has received it. */
  readonly isDurable: boolean;

  constructor(client: Socket, { open, onFault, isDurable = false }: ScopeOptions) {
    this.#client = client;
    this.#open = open;
    this.#onFault = onFault;
    this.isDurable = isDurable;
  }

  /** Ends connections that are still being established, by work that is followed. */
  get signal(): AbortSignal {
    this.#leaving ??= new AbortController();
    if (this.#hasLeft) this.#leaving.abort();
    return this.#leaving.signal;
  }

  /** The client disconnected, so neither the server nor an unused connection to one is needed. */
  leave(): void {
    this.#hasLeft = true;
    this.#leaving?.abort();
    for (const socket of this.#loose) socket.destroy();
  }

  /** For a socket that will become an end of the connection: it is closed together with the connection, even before that. */
  readonly keep = (socket: Socket): void => {
    this.#loose.add(socket);
    socket.once("close", () => this.#loose.delete(socket));
    if (this.#isOver) socket.destroy();
  };

  /** Anything that arrives after the end is closed at once. */
  add(end: WireEnd): void {
    this.#loose.delete(end.raw);
    this.#ends.add(end);
    this.#open.add(this);
    if (this.#isOver) end.destroy();
  }

  remove(end: WireEnd): void {
    this.#ends.delete(end);
    // No client is waiting for a server any more.
    if (this.#ends.size === 0) this.leave();
    this.#dropIfOver();
  }

  #dropIfOver(): void {
    if (this.#ends.size === 0 && this.#followed.size === 0) this.#open.delete(this);
  }

  /** The same function, whose exceptions end this connection and no other. */
  guard<Args extends unknown[]>(work: (...args: Args) => void): (...args: Args) => void {
    return (...args) => {
      try {
        work(...args);
      } catch (fault) {
        this.fault(fault);
      }
    };
  }

  /** The same for asynchronous work. */
  follow(work: Promise<void>): void {
    const followed = work
      .catch((fault: unknown) => this.fault(fault))
      .finally(() => {
        this.#followed.delete(followed);
        if (this.#followed.size === 0) this.#leaving = undefined;
        this.#dropIfOver();
      });
    this.#followed.add(followed);
    this.#open.add(this);
  }

  /** Ends everything that belongs to the connection; fulfilled when exchanges in progress have been recorded. */
  async close(): Promise<void> {
    this.#isOver = true;
    this.leave();
    for (const end of this.#ends) end.destroy();
    this.#client.destroy();
    await Promise.all(this.#followed);
  }

  fault(fault: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onFault(fault);
    this.leave();
    // The client must notice that this is not a response.
    for (const end of this.#ends) end.reset();
    // Not within an event of TLS over it: Node would crash (docs/notes/proxy.md).
    setImmediate(() => {
      if (findClosing(this.#client) === undefined) this.#client.resetAndDestroy();
      else this.#client.destroy();
    });
  }
}
