/** Calls back after some milliseconds. */
export type Later = (work: () => void, delay: number) => void;

/**
 * - `none`: fewer came back than were let go
 * - `undecided`: too many came to tell those that came back from new ones
 */
export type Verdict = "loop" | "none" | "undecided";

interface TrialOptions {
  /** Multiplies all times: a busy machine needs more. */
  readonly patience: number;
  readonly later: Later;
  /** Called once. */
  readonly onEnd: (verdict: Verdict) => void;
}

/**
 * Finds out whether connections lead back here, without a change to any byte: they are held for a while. In a loop, none comes meanwhile,
 * and as soon as some are let go, exactly as many come. Connections of programs know nothing about that.
 */
export class LoopTrial {
  readonly #options: TrialOptions;
  #held: ((isLoop: boolean) => void)[] = [];
  /** How many have to come back; undefined until they have all been held once. */
  #expected: number | undefined;
  #isEcho = false;
  #round = 0;
  #isOver = false;

  constructor(options: TrialOptions) {
    this.#options = options;
    this.#wait(0);
  }

  /** Fulfilled when the connection may go on, with true if it is one of a loop. */
  hold(signal: AbortSignal): Promise<boolean> {
    const held = new Promise<boolean>((resolve) => {
      this.#held.push(resolve);
      signal.addEventListener("abort", () => resolve(false), { once: true });
    });
    const most = this.#expected ?? MOST_LOOPS;
    if (this.#held.length > most || (this.#expected !== undefined && !this.#isEcho)) this.#end("undecided");
    return held;
  }

  /** Connections that are on their way arrive in this time. */
  #wait(heldBefore: number): void {
    this.#after(HOLDS[this.#round] ?? 0, () => {
      if (this.#expected === undefined && this.#held.length !== heldBefore) this.#wait(this.#held.length);
      else this.#letGo();
    });
  }

  #letGo(): void {
    this.#expected = this.#held.length;
    this.#isEcho = true;
    const time = HOLDS[this.#round] ?? 0;
    for (const go of this.#held.splice(0)) go(false);
    // Shorter than the time in which none came.
    this.#after(time / 2, () => {
      this.#isEcho = false;
      this.#round += 1;
      if (this.#held.length !== this.#expected) this.#end("none");
      else if (this.#round === HOLDS.length) this.#end("loop");
      else this.#wait(this.#expected);
    });
  }

  #end(verdict: Verdict): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const go of this.#held.splice(0)) go(verdict === "loop");
    this.#options.onEnd(verdict);
  }

  #after(delay: number, work: () => void): void {
    this.#options.later(() => {
      if (!this.#isOver) work();
    }, delay * this.#options.patience);
  }
}

/** Milliseconds. No program that sends at regular intervals fits into all of them. */
const HOLDS = [300, 150, 450, 200, 400, 250];

/** Each request that a client makes at the same time makes a loop of its own. */
const MOST_LOOPS = 16;
