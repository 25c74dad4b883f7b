import { UserError } from "../../src/errors.ts";

/** Whether a gate refused, and not an internal error. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof UserError && error.exitCode === 4;
}
