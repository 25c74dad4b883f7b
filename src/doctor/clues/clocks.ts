import { describeSpan } from "../../sequence/describe-span.ts";
import { headerText } from "../../trace/headers.ts";
import type { Finding } from "../finding.ts";
import type { NumberedCall } from "./numbered-call.ts";

/**
 * Servers whose clock differs from the recording machine's, so that tokens and signatures seem expired or not yet
 * valid.
 */
export function findClocksOff(calls: readonly NumberedCall[]): readonly Finding[] {
  const byHost = Map.groupBy(calls.filter(isFresh), ({ entry }) => hostOf(entry.request.url));
  return Array.from(byHost).flatMap(([host, answered]): readonly Finding[] => {
    const offsets = answered.map(readOffset).filter((offset) => !Number.isNaN(offset));
    const middle = offsets.toSorted((a, b) => a - b)[Math.floor(offsets.length / 2)] ?? 0;
    if (Math.abs(middle) < TOLERANCE) return [];
    return [
      {
        subject: "clock",
        state: "warning",
        text: `the clock of ${host} is ${describeSpan(middle)} ${middle > 0 ? "ahead of" : "behind"} that of the machine that recorded`,
        hint: "Synchronize both clocks with NTP: tokens, signatures, and certificates depend on them.",
      },
    ];
  });
}

/** Responses may have been in transit for long; from this difference on, clients and servers disagree. */
const TOLERANCE = 60_000;

/** A cached response has the time of its creation. */
function isFresh({ entry: { response } }: NumberedCall): boolean {
  const age = headerText(response.headers, "age").trim();
  const isHit = /\bhit\b/i.test(headerText(response.headers, "x-cache"));
  return response.status !== 304 && !isHit && (age === "" || age === "0");
}

/** Milliseconds that the server is ahead: 0 if its date is between the request and the response. NaN if it has none. */
function readOffset({ entry, start, end }: NumberedCall): number {
  const date = Date.parse(headerText(entry.response.headers, "date"));
  if (date > end) return date - end;
  // A date has no part of a second.
  if (date + 1000 < start) return date + 1000 - start;
  return Number.isNaN(date + start) ? Number.NaN : 0;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
