import { codeOf, hasCode } from "../../errors.ts";

/** The disk is full; contains the size that the whole file would have. */
export class NoSpaceError extends Error {
  readonly code: string;
  /** Bytes. */
  readonly needed: number;

  constructor(cause: NodeJS.ErrnoException, needed: number) {
    super(cause.message, { cause });
    this.code = codeOf(cause) ?? "ENOSPC";
    this.needed = needed;
  }
}

/** Whether a disk is full, or the user has no more of it. */
export function isNoSpace(error: unknown): error is NodeJS.ErrnoException {
  return hasCode(error, "ENOSPC", "EDQUOT");
}
