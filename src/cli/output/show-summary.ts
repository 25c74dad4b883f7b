import { type ArrowPairs, createNumbering, namePair, pairAt } from "../../analyze/arrow-pairs.ts";
import { findDuplicates } from "../../analyze/join-twins.ts";
import { listRequestIds } from "../../analyze/request-ids.ts";
import { type Summary, createSummarizer } from "../../analyze/summarize.ts";
import { countOf } from "../../sequence/count-of.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { createMissingCount, joinMissing } from "../../trace/missing.ts";
import { toMicroseconds } from "../../trace/model/start-time.ts";
import type { Trace } from "../../trace/model/types.ts";
import { toAddress } from "../../trace/names/address.ts";
import { type Io, print } from "../io.ts";
import { describeMasked } from "./describe-masked.ts";
import { type HeadLine, describeCommand, writeHead } from "./show-head.ts";
import { tellRemarks } from "./tell-remarks.ts";

/** A diagram of more exchanges is unreadable. */
export const MANY = 5000;

/** Prints a summary of a trace with very many exchanges, and how to see a part of it. */
export function showSummary(trace: Trace, io: Io): void {
  const { log } = trace;
  const { summarizer, missing, pairs } = readAll(log);
  const summary = summarizer.sum();
  writeHead([...describeCommand(log._wirewalk?.command), ...describeFailure(trace, summary, pairs)], io);
  const masked = describeMasked(log._wirewalk?.redacted ?? {});
  const lines = [
    `${countOf(summary.exchanges, "exchange")}, ${summary.first} to ${summary.last}; ${masked}.`,
    "",
    "Most requested:",
    ...listOperations(summary),
    "",
    summary.failures.size === 0 ? "None failed." : "Failed:",
    ...[...summary.failures].toSorted(([, a], [, b]) => b - a).map(([what, count]) => `  ${pad(count)}  ${what}`),
    "",
    "Slowest:",
    ...summary.slowest.map(
      ({ number, method, url, time }) =>
        `  ${pad(Math.round(time))} ms  ${namePair(pairAt(pairs, number - 1))}  ${method} ${url}`,
    ),
    "",
    "Show some of them with `--failed`, `--from 1 --to 200`, `--where 'status>=500'`, or `--limit 200`.",
  ];
  print(io, `${lines.join("\n")}\n`);
  tellRemarks(trace, io, joinMissing(trace, missing));
}

/** Twins are one call: they are counted once, and have the arrows of one exchange. */
function readAll(log: Trace["log"]) {
  const isGathered = log._wirewalk?.recorders !== undefined;
  const read = readOnce(log, isGathered ? findDuplicates(log.entries) : new Map());
  // Few are, and without a list of recorders only a file that somebody changed has twins.
  return isGathered || !read.hasTwins ? read : readOnce(log, findDuplicates(log.entries));
}

function readOnce({ entries }: Trace["log"], duplicates: ReadonlyMap<number, string>) {
  const [summarizer, missing, numbering] = [createSummarizer(), createMissingCount(), createNumbering()];
  for (const [place, entry] of entries.entries()) {
    if (duplicates.has(place)) summarizer.skip();
    else summarizer.add(entry);
    missing.see(entry);
    numbering.add(entry);
  }
  return { summarizer, missing, hasTwins: numbering.hasTwins(), pairs: numbering.number(entries, duplicates) };
}

/** `First failure: (2002) GET /things/5 500, 2.1 s after start`, and the request IDs by which its service identifies it. */
function describeFailure({ log }: Trace, { firstFailure, first }: Summary, pairs: ArrowPairs): readonly HeadLine[] {
  if (firstFailure === undefined) return [];
  const { number, failure, end } = firstFailure;
  const { request, response } = knownAt(log.entries, number - 1);
  const after = (end - toMicroseconds(first)) / 1e6;
  const when = Number.isFinite(after) ? `, ${after.toFixed(1)} s after start` : "";
  const what = `${request.method} ${toAddress(request.url).path} ${failure}`;
  return [
    [`First failure: (${pairAt(pairs, number - 1).response}) ${what}${when}.`, "red"],
    ...listRequestIds(request, response).map(({ name, value }) => [`  ${name}: ${value}`, "plain"] as const),
  ];
}

const SHOWN = 20;

function listOperations({ operations, others }: Summary): readonly string[] {
  const rest = operations.slice(SHOWN).reduce((sum, { count }) => sum + count, others);
  return [
    ...operations.slice(0, SHOWN).map(({ method, host, path, count, failed, mean, longest }) => {
      const times = `${Math.round(mean)} ms on average, ${Math.round(longest)} at most`;
      return `  ${pad(count)}  ${method} ${host}${path}  ${times}${failed === 0 ? "" : `, ${failed} failed`}`;
    }),
    ...(rest === 0 ? [] : [`  ${pad(rest)}  others`]),
  ];
}

function pad(count: number): string {
  return String(count).padStart(8);
}
