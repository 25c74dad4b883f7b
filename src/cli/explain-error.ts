import { UserError } from "../errors.ts";
import { type Io, tell } from "./io.ts";
import { toPrintable } from "./printable.ts";

const BUG = 70;

/** Tells what went wrong, as the user needs it, and returns the exit code. A stack is for who asks for it. */
export function explainError(error: unknown, io: Io, isDebugging: boolean): number {
  if (error instanceof UserError) {
    tell(io, toPrintable(error.message));
    if (error.hint !== undefined) tell(io, `  Hint: ${toPrintable(error.hint)}`);
  } else {
    tell(io, `This is a fault of wirewalk: ${toPrintable(firstLine(error))}`);
    tell(io, "  Hint: report it, with the command line and what it prints with --debug.");
  }
  if (isDebugging) tell(io, toPrintable(stackOf(error)));
  return error instanceof UserError ? error.exitCode : BUG;
}

function firstLine(error: unknown): string {
  return String(error).split("\n", 1)[0] ?? "";
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\ncaused by ${stackOf(error.cause)}`;
}
