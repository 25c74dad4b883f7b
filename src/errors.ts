import { constants } from "node:os";

/**
 * A problem that the user can fix. The message names what failed, where, and the value; the hint gives the next step.
 * Only `cli/main.ts` turns it into text and an exit code.
 */
export class UserError extends Error {
  override readonly name: string = "UserError";
  /** The next command or edit, as a full sentence; shown under the message. */
  readonly hint: string | undefined;
  /** Process exit code. @default 2 */
  readonly exitCode: number;
  /**
   * The option whose value is the problem, as the project file names it: `["omit", 0, "to"]`. Code that read the value
   * from a file can add its line.
   */
  readonly option: OptionPath | undefined;

  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? 2;
    this.option = options.option;
  }
}

/** A key of a walkthrough in the project file, then items and keys below it. */
export type OptionPath = readonly [key: string, ...rest: (string | number)[]];

export interface UserErrorOptions {
  readonly hint?: string | undefined;
  readonly cause?: unknown;
  readonly exitCode?: number;
  readonly option?: OptionPath | undefined;
}

/**
 * The message of anything that was thrown, without Node's advice on how to start Node, and without source positions of OpenSSL; "" if there
 * is none.
 */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(ADVICE_OF_NODE, "").replace(OF_OPENSSL, "$1") : String(error);
}

/** `40AB…:error:0A00010B:SSL routines:function:wrong version number:../deps/openssl/…:77:` */
const OF_OPENSSL = /^(?:[\dA-F]+:)?error:[\dA-F]+:[^:]*:[^:]*:([^:\n]+)[^]*$/;

const ADVICE_OF_NODE = /; if the root CA is installed locally, try running Node\.js with --use-system-ca/;

/** The code that Node or the system gives an error: `ENOENT`, `ECONNRESET`; undefined if it has none. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error && "code" in error && typeof error.code === "string")) return undefined;
  return UNNAMED.test(error.code) && "errno" in error ? (nameOfNumber(error.errno) ?? error.code) : error.code;
}

// libuv knows neither EDQUOT nor ESTALE: of a full quota, Node 24.21.0 says "Unknown system error -122", and "UNKNOWN" where it writes synchronously.
const UNNAMED = /^(?:UNKNOWN$|Unknown system error)/;

function nameOfNumber(number: unknown): string | undefined {
  return Object.entries(constants.errno).find(([, known]) => -known === number)?.[0];
}

/** Whether an error has a code of this form. */
export function hasCodeLike(error: unknown, form: RegExp): boolean {
  const code = codeOf(error);
  return code !== undefined && form.test(code);
}

/** Whether an error has one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  const code = codeOf(error);
  return code !== undefined && codes.includes(code);
}
