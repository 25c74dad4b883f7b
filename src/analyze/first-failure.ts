import { nameOutcome } from "./outcome.ts";
import type { Walkthrough } from "./types.ts";

/** What went wrong first: `First failure: (4) POST /servers 403, 2.1 s after the start; tried again 3 times.`; undefined where all went well. */
export function describeFirstFailure({ steps }: Walkthrough): string | undefined {
  const failed = steps.find(({ response }) => response.error !== undefined || response.status >= 400);
  if (failed === undefined) return undefined;
  const { id, request, response, time } = failed;
  const retries = steps.filter(({ retryOf }) => retryOf === id).length;
  const again = retries === 0 ? "" : `; tried again ${retries} time${retries === 1 ? "" : "s"}`;
  const end = (time.start + time.duration) / 1000;
  const when = Number.isFinite(end) ? `, ${end.toFixed(1)} s after the start` : "";
  return `First failure: (${response.number}) ${request.method} ${request.path} ${nameOutcome(failed)}${when}${again}.`;
}
