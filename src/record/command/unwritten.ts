import { UserError } from "../../errors.ts";
import { UnwritableFileError } from "../../trace/files/file-error.ts";

/** A trace that could not be written, after its command has run. */
export interface Unwritten {
  /** Where all is that could be written. */
  readonly journal: string;
  /** The command's: it stays the result where the command failed. @default 0 */
  readonly exitCode?: number;
}

/** Says of an error while a trace was written how to make it all the same; any other error comes back as it is. */
export function toUnwrittenError(error: unknown, { journal, exitCode = 0 }: Unwritten): unknown {
  if (!(error instanceof UnwritableFileError)) return error;
  // A full disk may have ended the journal early too: it is said when that happens, and nothing is promised here.
  const hint = `Run \`wirewalk recover ${journal} -o FILE\` to write the trace to another place.`;
  return new UserError(error.message, { hint, cause: error, exitCode: exitCode || error.exitCode });
}
