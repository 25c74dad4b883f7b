import { toPrintable } from "./output/printable.ts";

/** Everything through which a command reaches the outside world, so that tests can replace it. */
export interface Io {
  /** For results. */
  readonly stdout: Output;
  /** For progress, logs and errors. */
  readonly stderr: Output;
  /** For input from a person. */
  readonly stdin: Input;
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Aborted by Ctrl-C or SIGTERM, and when the results have no reader any more. Calling this function takes over from the system: the
   * command then has to end soon after the abort.
   */
  readonly interruption: () => AbortSignal;
}

export interface Input {
  readonly isTTY?: boolean;
  /** The next line, without its end; "" when there is none. */
  readonly readLine: () => Promise<string>;
}

export interface Output {
  readonly write: (content: string | Uint8Array) => unknown;
  /** Whether it is a terminal. */
  readonly isTTY?: boolean;
  /** Width of the terminal. */
  readonly columns?: number;
  /** Reports that the output has no reader any more; the listener has to end cleanly. */
  readonly on?: (event: "error", listener: (error: Error) => void) => unknown;
}

/** Prints a line to people, about what is done. */
export function tell(io: Io, line: string): void {
  io.stderr.write(`${toPrintable(line)}\n`);
}

/** Prints a result to people; what is for programs, or has colors, is written as it is. */
export function print(io: Io, text: string): void {
  io.stdout.write(toPrintable(text));
}

/** https://no-color.org: set and not empty means no color. */
export function hasColor({ env }: Io, { isTTY }: Output): boolean {
  return isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}

/** Width in columns; 100 if it is not a terminal, or if the terminal reports 0. */
export function widthOf({ columns = 0 }: Pick<Output, "columns">): number {
  return columns > 0 ? columns : 100;
}

/** Whether there is a terminal on which to prompt a person. */
export function canAsk({ stdin, stderr }: Io): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}
