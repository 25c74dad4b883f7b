import type { WireEnd } from "./wire-end.ts";

/**
 * What belongs to one client connection: its sockets, and the one place where an exception in any of its events goes.
 * Nothing that happens in one connection reaches another, or the recorder.
 */
export class Scope {
  readonly #ends = new Set<WireEnd>();
  readonly #onFault: (fault: unknown) => void;
  #isFaulty = false;

  constructor(onFault: (fault: unknown) => void) {
    this.#onFault = onFault;
  }

  /** Whether nothing is left of the connection. */
  get isOver(): boolean {
    return this.#isFaulty;
  }

  add(end: WireEnd): void {
    this.#ends.add(end);
  }

  remove(end: WireEnd): void {
    this.#ends.delete(end);
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

  /** The same for work that takes its time. */
  follow(work: Promise<void>): void {
    work.catch((fault: unknown) => this.fault(fault));
  }

  /** Ends all that there is of the connection. */
  close(): void {
    this.#isFaulty = true;
    for (const end of this.#ends) end.destroy();
  }

  fault(fault: unknown): void {
    if (this.#isFaulty) return;
    this.#isFaulty = true;
    this.#onFault(fault);
    // The client is to see that this is no answer.
    for (const end of this.#ends) end.reset();
  }
}
