import { analyze } from "../../analyze/analyze.ts";
import type { Profile } from "../../analyze/types.ts";
import type { Trace } from "../../trace/model/types.ts";

/**
 * Calls that failed in a new recording, but not in an earlier one: `GET /books/{book_id}: 503`. A page that documents an error
 * has it in both.
 */
export function findNewFailures(before: Trace, after: Trace, profile: Profile | undefined): readonly string[] {
  const known = new Set(listFailures(before, profile));
  return [...new Set(listFailures(after, profile))].filter((failure) => !known.has(failure));
}

function listFailures(trace: Trace, profile: Profile | undefined): readonly string[] {
  if (!trace.log.entries.some(({ response }) => isFailure(response.status))) return [];
  const { steps } = analyze(trace, { profile });
  return steps.flatMap(({ request, response }) => {
    const { status } = response;
    if (!isFailure(status)) return [];
    return [`${request.method} ${request.path.replace(/\?.*/s, "")}: ${status === 0 ? "no response" : status}`];
  });
}

/** 0 means no response. */
function isFailure(status: number): boolean {
  return status === 0 || status >= 400;
}
