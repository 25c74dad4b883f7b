import { UserError } from "../../errors.ts";
import { UnwritableFileError } from "../../trace/files/file-error.ts";

/** A trace that could not be written, after its command has run. */
export interface Unwritten {
  /** The file with everything that could be written. */
  readonly journal: string;
  /** Exit code of the command, which stays the result if the command failed. @default 0 */
  readonly exitCode?: number;
}

/** Adds to an error while writing a trace how to rebuild the trace; any other error is returned unchanged. */
export function toUnwrittenError(error: unknown, { journal, exitCode = 0 }: Unwritten): unknown {
  if (!(error instanceof UnwritableFileError)) return error;
  // A full disk may also have ended the journal early; that is reported when it happens, so nothing is promised here.
  const hint = `Run \`wirewalk recover ${journal} -o FILE\` to write the trace to another place.`;
  return new UserError(error.message, { hint, cause: error, exitCode: exitCode || error.exitCode });
}
