import { UserError } from "../../src/errors.ts";

/** Whether a gate, and not a fault of ours, has refused. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof UserError && error.exitCode === 4;
}
