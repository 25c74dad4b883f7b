import { onlyKnown } from "../json/only-known.ts";
import { countOf } from "../sequence/count-of.ts";
import { createTally } from "../sequence/tally.ts";
import { headerText } from "./headers.ts";
import type { CutBody, Entry, Missing, Origin, Trace } from "./model/types.ts";
import { ownList } from "./own-list.ts";

/** Connections that were not recorded, as a missing part of the trace. */
export function toMissing(
  bypasses: readonly (Pick<Missing, "reason" | "count" | "sent" | "received"> & { readonly host: string })[],
): Pick<Origin, "missing"> {
  const missing = bypasses.map(({ host, reason, count, sent, received }): Missing => {
    const kind = /^the client (?:refused|sent no request)/.test(reason) ? "refused" : "bypassed";
    return { kind, host, reason, count, ...onlyKnown({ sent, received }) };
  });
  return missing.length === 0 ? {} : { missing };
}

/**
 * Facts that are known when a trace is written, in addition to earlier remarks: truncated bodies, damaged lines, lost
 * exchanges.
 */
export interface MissingCount {
  readonly see: (entry: SeenEntry) => void;
  readonly list: (known: { readonly damaged: number; readonly dropped: Dropped }) => readonly Missing[];
}

/** The parts of an entry that show that something of it is missing, or that it failed. */
export interface SeenEntry {
  readonly request: Pick<Entry["request"], "method"> & { readonly postData?: CutBody };
  readonly response: Pick<Entry["response"], "status" | "statusText" | "headers" | "bodySize"> & {
    readonly content: CutBody & Pick<Entry["response"]["content"], "_masked">;
  };
  readonly _error?: Entry["_error"];
  readonly _remarks?: Entry["_remarks"];
}

export function createMissingCount(): MissingCount {
  const cut = createTally<string>();
  return {
    see: (entry) => {
      for (const reason of whyCut(entry)) cut.add(reason);
    },
    list: ({ damaged, dropped }) => [
      ...Array.from(cut.entries(), ([reason, count]): Missing => ({ kind: "cut", reason, count })),
      ...toOne("damaged", "lines of the journal that cannot be read", damaged),
      ...toOne("dropped", describeDropped(dropped), dropped.count),
    ],
  };
}

interface Dropped {
  readonly count: number;
  /** The message of the first internal error, masked; undefined if it is unknown. */
  readonly because: string | undefined;
}

export const NOTHING: Dropped = { count: 0, because: undefined };

function describeDropped({ because }: Dropped): string {
  const what = "exchanges lost by an internal error of the recorder";
  return because === undefined ? what : `${what}: ${because}`;
}

function toOne(kind: Missing["kind"], reason: string, count: number): readonly Missing[] {
  return count === 0 ? [] : [{ kind, reason, count }];
}

/** Everything that a trace of any tool is known to lack: its own remarks, and what its exchanges show. */
export function listMissing({ log }: Trace): readonly Missing[] {
  const count = createMissingCount();
  for (const entry of log.entries) count.see(entry);
  return joinMissing({ log }, count);
}

/** The same where the exchanges were counted already. */
export function joinMissing({ log }: Trace, count: MissingCount): readonly Missing[] {
  const told = ownList(log, "missing").filter(({ kind }) => kind !== "cut");
  return [...told, ...count.list({ damaged: 0, dropped: NOTHING })];
}

const BROKEN_OFF = "responses that ended early";
const REST_LEFT_OUT = "bodies truncated";
/** As a reason, and as the beginning of the exchange's remark. */
export const HEAD_CUT = "heads truncated";
export const NOT_NEEDED = "closed without a request, while the client sent requests over others";

/** Whether the server or the network cut it, and not the recorder. */
export function isBrokenOff({ reason }: Missing): boolean {
  return reason === BROKEN_OFF;
}

/** Whether it is part of a head, of which a trace keeps at most 1 MiB. */
export function isHeadCut({ reason }: Missing): boolean {
  return reason === HEAD_CUT;
}

/** Whether they are connections that a client opened ahead of need, and closed unused. */
export function isNotNeeded({ reason }: Missing): boolean {
  return reason === NOT_NEEDED;
}

/** Whether something of an exchange is missing. */
export function isCut(entry: SeenEntry): boolean {
  return whyCut(entry).length > 0;
}

function whyCut({ request, response, _error, _remarks = [] }: SeenEntry): readonly string[] {
  const bodies = [request.postData, response.content].filter((body) => body?._truncated === true);
  const heads = _remarks.filter((remark) => remark.startsWith(HEAD_CUT)).map(() => HEAD_CUT);
  const isBroken = response.status > 0 && (_error !== undefined || isShort(request.method, response));
  return [...(isBroken ? [BROKEN_OFF] : []), ...bodies.map(() => REST_LEFT_OUT), ...heads];
}

/** Other tools do not state it, except in counters. */
function isShort(method: string, { headers, bodySize, content }: SeenEntry["response"]): boolean {
  const stated = headerText(headers, "content-length");
  const isCounted = bodySize > 0 && content._masked === undefined && content._truncated === undefined;
  return method !== "HEAD" && isCounted && /^\d+$/.test(stated) && bodySize < Number(stated);
}

/** A line for people: `Not recorded: 2 connections to cloud.example:443: passed through, as requested.` */
export function describeMissing(missing: Missing): string {
  const { kind, host, reason, count } = missing;
  if (kind === "refused" || kind === "bypassed") {
    const connections = `${countOf(count, "connection")} to ${host ?? "a server"}`;
    return `Not recorded: ${connections}: ${reason}${describePassed(missing)}.`;
  }
  return `${LABELS[kind]}: ${count} ${count === 1 ? toSingular(reason) : reason}.`;
}

/** ` (12 bytes sent, 74 received)`; "" where nothing was passed on. */
export function describePassed({ sent = 0, received = 0 }: Pick<Missing, "sent" | "received">): string {
  return sent + received === 0 ? "" : ` (${countOf(sent, "byte")} sent, ${received} received)`;
}

const LABELS = {
  cut: "Incomplete",
  damaged: "Damaged",
  dropped: "Lost",
  "left-out": "Omitted",
  absent: "Missing",
} as const;

/** All reasons that are counted begin with a plural. */
function toSingular(reason: string): string {
  return reason.replace(/^(\w+?)(ie)?s\b/, (_, stem: string, y?: string) => (y === undefined ? stem : `${stem}y`));
}
