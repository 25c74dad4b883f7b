import { hasCode, UserError } from "../../errors.ts";
import { isSecretName } from "../../redact/names.ts";
import { createRedactor } from "../../redact/redactor.ts";
import { textBefore } from "../../sequence/text-before.ts";
import { type Io, tell } from "../io.ts";
import { toJsonLine } from "./json-line.ts";
import { toPrintable } from "./printable.ts";

const BUG = 70;

/** Explains an error to the user, and returns the exit code. The stack is printed only on request. */
export async function explainError(error: unknown, io: Io, isDebugging: boolean): Promise<number> {
  const show = await createMask(io);
  const known = toKnown(error);
  if (known !== undefined) {
    const { message, hint } = known;
    tell(io, show(message));
    if (hint !== undefined) tell(io, `  Hint: ${show(hint)}`);
  } else {
    tell(io, `Internal error (please report it): ${show(firstLine(error))}`);
    tell(io, "  Hint: Report it with the command line and its --debug output.");
  }
  if (isDebugging) tell(io, show(stackOf(error)));
  return exitCodeOf(error);
}

export function exitCodeOf(error: unknown): number {
  return toKnown(error)?.exitCode ?? BUG;
}

function toKnown(error: unknown): UserError | undefined {
  return error instanceof UserError ? error : explainSize(error);
}

/** Messages of V8 if a text, a list, or a table would exceed its maximum length. */
function explainSize(error: unknown): UserError | undefined {
  const isTooLong =
    (error instanceof RangeError &&
      /^(?:Invalid (?:string|array) length|Map maximum size|Set maximum size)/.test(error.message)) ||
    hasCode(error, "ERR_STRING_TOO_LONG");
  if (!isTooLong) return undefined;
  return new UserError("The output would be a text of more than 512 MB, which no program could open.", {
    hint: "Choose fewer exchanges, or record with a lower --body-limit.",
    cause: error,
  });
}

/** The same for programs: one line of JSON. */
export async function toErrorLine(error: unknown, io: Io): Promise<string> {
  const show = await createMask(io);
  const known = toKnown(error);
  const message = show(known?.message ?? firstLine(error));
  const hint = known?.hint === undefined ? undefined : show(known.hint);
  const isBug = known === undefined ? true : undefined;
  return toJsonLine({ error: { message, hint, isBug }, exitCode: exitCodeOf(error) });
}

/** Texts of programs, files, and services that an error quotes may contain a secret of the environment, or a URL with a password. */
async function createMask({ env }: Io): Promise<(text: string) => string> {
  const redactor = createRedactor();
  for (const [name, value = ""] of Object.entries(env)) {
    // The name of a program may equal a weak password, but it must stay readable.
    if (isSecretName(name) && /[^a-z]/i.test(value)) redactor.learn(value, "secret");
  }
  return (text) => toPrintable(redactor.redactOutput(text).replaceAll(/(?<=REDACTED-[a-z]+-)~/g, ""));
}

function firstLine(error: unknown): string {
  return textBefore(String(error), "\n");
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\ncaused by ${stackOf(error.cause)}`;
}
