/**
 * A problem the user can fix. The message says what failed, on which thing, with the value seen;
 * the hint says what to do next. Only `cli/main.ts` turns it into text and an exit code.
 */
export class UserError extends Error {
  override readonly name: string = "UserError";
  /** The next command or edit, as a full sentence; shown under the message. */
  readonly hint: string | undefined;
  /** Process exit code. @default 2 */
  readonly exitCode: number;

  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? 2;
  }
}

export interface UserErrorOptions {
  readonly hint?: string;
  readonly cause?: unknown;
  readonly exitCode?: number;
}
