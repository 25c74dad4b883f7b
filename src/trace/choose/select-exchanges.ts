import { UserError } from "../../errors.ts";
import { createTally } from "../../sequence/tally.ts";
import type { Entry, Trace } from "../model/types.ts";
import { toAddress } from "../names/address.ts";
import { filterList } from "../stream/lazy-list.ts";
import { type BrowserPart, createBrowserPartFinder } from "./browser-parts.ts";
import { type Selection, createSelector } from "./choice.ts";

/** How many exchanges of each kind a browser's own are not shown, most first. */
export type LeftOut = readonly { readonly part: BrowserPart; readonly count: number }[];

export interface SelectedTrace {
  readonly trace: Trace;
  /** What is omitted by default. @default nothing */
  readonly leftOut?: LeftOut;
}

/**
 * Only what was requested.
 *
 * @throws UserError for an invalid rule, and if nothing remains
 */
export function takeSelected({ log }: Trace, selection: Selection): Trace {
  const isMeant = createSelector(selection);
  const entries = filterList(log.entries, isMeant);
  if (entries.length > 0 || log.entries.length === 0) return { log: { ...log, entries } };
  const option = selection.only === undefined ? "drop" : "only";
  const hosts = new Set(log.entries.slice(0, SAMPLE).map(({ request }) => toAddress(request.url).host));
  throw new UserError(
    `No exchanges remain: \`${option}\` removes ${log.entries.length === 1 ? "the only one" : `all ${log.entries.length}`}.`,
    {
      hint: `Choose from the hosts ${[...hosts].slice(0, 10).join(", ")}; \`wirewalk show TRACE --drop none\` shows all exchanges.`,
      option: [option],
    },
  );
}

const SAMPLE = 1000;

/** A trace without a browser's requests outside APIs: scripts, images, and the like. The same one if it has none, or nothing else. */
export function leaveOutBrowserParts(trace: Trace): SelectedTrace {
  const { log } = trace;
  const partOf = createBrowserPartFinder(log);
  const counts = createTally<BrowserPart>();
  const entries = filterList(log.entries, (entry: Entry) => {
    const part = partOf(entry);
    if (part !== undefined) counts.add(part);
    return part === undefined;
  });
  const leftOut = Array.from(counts.entries(), ([part, count]) => ({ part, count })).toSorted(
    (a, b) => b.count - a.count,
  );
  if (leftOut.length === 0 || entries.length === 0) return { trace };
  return { trace: { log: { ...log, entries } }, leftOut };
}
