import { UserError } from "../../errors.ts";

/** A file that could not be written where the user wants it; another place may do. */
export class UnwritableFileError extends UserError {}

/** What the system said of a file, in words that name the file and the remedy; any other error comes back as it is. */
export function fileError(error: unknown, action: "read" | "write", file: string): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  const explanation = explanations[error.code];
  if (explanation === undefined && !("syscall" in error)) return error;
  const [reason, hint] = explanation ?? [`the system says ${error.code}`, "try another place."];
  const Kind = action === "write" ? UnwritableFileError : UserError;
  return new Kind(`Cannot ${action} "${file}": ${reason}.`, { hint, cause: error });
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

const permissions = ["permission denied", "check who owns it, or use another place."] as const;
const tooLarge = ["it is too large to hold in memory", "record or export less at once."] as const;
const full = ["no space is left on the disk", "make room, or use another place."] as const;

const explanations: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  ENOENT: ["it does not exist", "check the path."],
  EACCES: permissions,
  EPERM: permissions,
  EROFS: ["the disk is read-only", "use another place."],
  EISDIR: ["it is a folder", "name a file in it."],
  ENOTDIR: ["a part of its path is not a folder", "check the path."],
  EEXIST: ["a part of its path is not a folder", "check the path."],
  ENOSPC: full,
  EDQUOT: full,
  ERR_FS_FILE_TOO_LARGE: tooLarge,
  ERR_STRING_TOO_LONG: tooLarge,
};
