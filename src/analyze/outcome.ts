import type { Step } from "./types.ts";

/** How a call ended: `200`, `ECONNRESET` without an answer, `200 (ECONNRESET)` where the answer broke off. */
export function nameOutcome({ response: { status, error } }: Pick<Step, "response">): string {
  if (status === 0) return error?.code ?? "none";
  return error === undefined ? String(status) : `${status} (${error.code})`;
}
