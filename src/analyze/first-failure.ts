import { readErrorMessage } from "../trace/bodies/error-message.ts";
import { reasonOfClosing } from "../trace/names/name-closing.ts";
import { isSameRequest } from "./groups/tries.ts";
import { nameOutcome } from "./outcome.ts";
import { listRequestIds } from "./request-ids.ts";
import type { Step, Walkthrough } from "./types.ts";

/** What went wrong first: `First failure: (4) POST /servers 403, 2.1 s after start; then 3 retries`; undefined if all went well. */
export function describeFirstFailure({ steps }: Walkthrough): string | undefined {
  const failed = findFirstFailure(steps);
  if (failed === undefined) return undefined;
  const { request, response, time } = failed;
  const retries = countRetries(failed, steps);
  const again = retries === 0 ? "" : `; then ${retries} ${retries === 1 ? "retry" : "retries"}`;
  const end = (time.start + time.duration) / 1000;
  const when = Number.isFinite(end) ? `, ${end.toFixed(1)} s after start` : "";
  return `First failure: (${response.number}) ${request.method} ${request.path} ${nameOutcome(failed)}${when}${again}`;
}

/**
 * What the server says about the first failure, and request ids by which the operators of the service find it:
 * `x-request-id: 4f1c…`, one a line.
 */
export function listDetailsOfFirstFailure({ steps }: Walkthrough): readonly string[] {
  const failed = findFirstFailure(steps);
  if (failed === undefined) return [];
  const message = sayWhy(failed);
  const said = message === undefined ? [] : [`"${message}"`];
  return said.concat(listIds(failed));
}

function sayWhy({ response: { headers, trailers, body, closed, status, grpcStatus } }: Step): string | undefined {
  if (closed !== undefined) return reasonOfClosing(closed);
  if (status < 400 && grpcStatus === undefined) return undefined;
  return readErrorMessage({ headers, trailers, body: body.kind === "json" || body.kind === "text" ? body.text : "" });
}

function listIds(failed: Step): readonly string[] {
  return listRequestIds(failed.request, failed.response).map(({ name, value }) => `${name}: ${value}`);
}

/** If calls overlap, the one that failed first may not have begun first. */
export function findFirstFailure(steps: readonly Step[]): Step | undefined {
  return steps.reduce<Step | undefined>((first, step) => {
    if (!step.response.failed) return first;
    return first === undefined || step.response.number < first.response.number ? step : first;
  }, undefined);
}

/** Names that the recording itself uses, and requests that were retried until they succeeded. */
function countRetries(failed: Step, steps: readonly Step[]): number {
  let last = failed;
  let count = 0;
  for (const step of steps) {
    const isLater = step.client === failed.client && step.request.number > last.response.number;
    const isRetry = step.retryOf === failed.id || (last.response.failed === true && isSameRequest(failed, step));
    if (!isLater || !isRetry) continue;
    count += 1;
    last = step;
  }
  return count;
}
