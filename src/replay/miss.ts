import { onlyKnown } from "../json/only-known.ts";
import { type Call, showCall } from "./call.ts";
import type { Recorded } from "./matcher.ts";
import { findNearest } from "./nearest.ts";

/** A request without a response in the trace. Of a query it contains only values that cannot be secrets, such as page numbers. */
export interface ReplayMiss {
  /** What the client gets: 501, or 502 if the response is known but not its body. */
  readonly status: 501 | 502;
  /** Which request to the replay this was, from 1. */
  readonly call: number;
  /** `GET /v2/images?name=…` */
  readonly request: string;
  /** Place in the trace, from 1, of the exchange that is most like it. */
  readonly nearest: number;
  /** ID of its step, if the trace has one. */
  readonly nearestStep?: string;
  /** Where the two differ: `method`, `origin`, `path`, `query.limit`. */
  readonly differs: readonly string[];
  /** The message in one line. */
  readonly message: string;
  /** The closest exchange. */
  readonly hint: string;
}

export function toMiss(number: number, call: Call, recorded: readonly Recorded[]): ReplayMiss {
  const { recorded: nearest, differs, among } = findNearest(call, recorded);
  const request = showCall(call);
  const shown = differs.map((part) => showDifference(part, call, nearest.call));
  return {
    status: 501,
    call: number,
    request,
    nearest: nearest.number,
    ...stepOf(nearest),
    differs,
    message: `No recorded response for ${request} (call ${number}).`,
    hint: `The closest ${among === undefined ? "" : `of the first ${among} exchanges `}is ${nearest.pair}, ${showCall(nearest.call)}; it differs in: ${shown.join(", ")}.${advise(differs)}`,
  };
}

/** An exchange that switched its protocol: a trace contains its beginning, but not the data after the switch. */
export function toUpgradeMiss(number: number, call: Call, recorded: Recorded): ReplayMiss {
  const { entry, pair } = recorded;
  const request = showCall(call);
  const protocol = entry._upgrade?.protocol ?? "another protocol";
  return {
    status: 501,
    call: number,
    request,
    nearest: recorded.number,
    ...stepOf(recorded),
    differs: [],
    message: `${request} switched to ${protocol}, which a trace does not contain (call ${number}).`,
    hint: `It is ${pair}; connect the program to a ${protocol} server of your own.`,
  };
}

/** An exchange whose response body is only known by its size: an empty body instead would be a different response. */
export function toMissingBodyMiss(
  number: number,
  call: Call,
  { found, missing }: { readonly found: Recorded; readonly missing: string },
): ReplayMiss {
  const request = showCall(call);
  return {
    status: 502,
    call: number,
    request,
    nearest: found.number,
    ...stepOf(found),
    differs: [],
    message: `The body of the response to ${request} is ${missing} (call ${number}).`,
    hint: `It is ${found.pair}; record it again, export it from the tool with its bodies, or replay with --missing-bodies empty.`,
  };
}

function stepOf({ entry }: Recorded): Pick<ReplayMiss, "nearestStep"> {
  return onlyKnown({ nearestStep: entry._id });
}

/** `query.page (9 requested, 3 recorded)`; excludes values that may be secrets. */
function showDifference(part: string, asked: Call, recorded: Call): string {
  if (part === "origin") {
    const [host, other] = [asked.origin, recorded.origin].map((origin) => origin.replace(/^\w+:\/\//, ""));
    // The scheme that was meant for a server that was never recorded is not known.
    return host === other ? part : `${part} (${host} requested, ${other} recorded)`;
  }
  if (part === "method") return `${part} (${asked[part]} requested, ${recorded[part]} recorded)`;
  if (part === "range") return `range (${asked.range || "all"} requested, ${recorded.range || "all"} recorded)`;
  const [one, other] = [valueOf(part, asked), valueOf(part, recorded)];
  if (!part.startsWith("query.") || SECRET_NAME.test(part) || !isHarmless(one) || !isHarmless(other)) return part;
  return `${part} (${one === "" ? "none" : one} requested, ${other === "" ? "none" : other} recorded)`;
}

function valueOf(part: string, { query }: Call): string {
  return query.flatMap(([name, value]) => (`query.${name}` === part ? [value] : [])).join(",");
}

const SECRET_NAME = /pass|secret|token|key|auth|sig|code|session|credential|pin|otp/i;

/** A word or a small number. */
function isHarmless(value: string): boolean {
  return /^(?:[a-z][a-z_-]{0,19}|-?\d{1,6}|)$/i.test(value);
}

/** The option that would have matched it, where only the query differs. */
function advise(differs: readonly string[]): string {
  const isQuery = differs.length > 0 && differs.every((part) => part.startsWith("query."));
  return isQuery ? ` \`--ignore ${differs.join(",")}\` would match it.` : "";
}
