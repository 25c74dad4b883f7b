import { describeSpan } from "../../sequence/describe-span.ts";
import { bodyText } from "../../trace/bodies/body-text.ts";
import { headerText } from "../../trace/headers.ts";
import { nameFailure } from "../../trace/names/name-failure.ts";
import type { Finding } from "../finding.ts";
import type { NumberedCall } from "./numbered-call.ts";

/** One request that failed and was sent again and again, faster than a server recovers, or than it allowed. */
export function findRetryStorms(calls: readonly NumberedCall[]): readonly Finding[] {
  const same = Map.groupBy(calls, ({ entry: { request, _client = "" } }) =>
    JSON.stringify([_client, request.method, request.url, bodyText(request.postData)]),
  );
  return [...same.values()].flatMap((tries): readonly Finding[] => {
    const failed = tries.filter(({ entry }) => nameFailure(entry) !== undefined);
    const [first, last] = [failed[0], failed.at(-1)];
    if (first === undefined || last === undefined || failed.length < 2) return [];
    const impatient = failed.find((call, index) => isTooSoon(call, failed[index + 1]));
    const isStorm = failed.length >= FEWEST && (last.start - first.start) / (failed.length - 1) < PATIENT;
    if (!isStorm && impatient === undefined) return [];
    const outcomes = [...new Set(failed.map(({ entry }) => nameFailure(entry)))].join(", ");
    const asked = impatient === undefined ? "" : `; Retry-After was ${waitOf(impatient)} s`;
    return [
      {
        subject: "retries",
        state: "warning",
        text: `${first.name} failed ${failed.length} times in ${describeSpan(last.end - first.start)} (${outcomes}), up to (${last.pair.response})${asked}`,
        hint: "Make the client back off and honor Retry-After; the first failure is the cause.",
      },
    ];
  });
}

const FEWEST = 5;
/** Milliseconds between two tries, on average. */
const PATIENT = 5000;

function isTooSoon(call: NumberedCall, next: NumberedCall | undefined): boolean {
  return next !== undefined && next.start - call.end < (waitOf(call) - 1) * 1000;
}

/** 0 if the response does not specify it. */
function waitOf({ entry, end }: NumberedCall): number {
  const value = headerText(entry.response.headers, "retry-after").trim();
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, Math.round((date - end) / 1000));
}
