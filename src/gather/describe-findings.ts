import { countOf } from "../sequence/count-of.ts";
import { listFew } from "../sequence/list-few.ts";
import type { Range } from "../trace/manifest/ranges.ts";
import type { NamedPart } from "./name-recorders.ts";

/** What manifests prove about the sources, for people: a line for complete ones, and one for those without a manifest. */
export function describeProof(parts: readonly NamedPart[]): readonly string[] {
  const whole = parts.filter(({ findings }) => findings !== undefined && !isWrong(findings));
  const proven = whole.filter(({ findings }) => findings?.isProven);
  const told = whole.filter((part) => !proven.includes(part));
  const silent = parts.filter(({ findings }) => findings === undefined);
  return [
    ...toLine("complete, and signed with the key of the session", proven),
    ...toLine("complete, according to their manifests", told),
    ...toLine("without a manifest, so it is unknown whether they are complete", silent),
  ];
}

function toLine(what: string, parts: readonly NamedPart[]): readonly string[] {
  if (parts.length === 0) return [];
  const names = parts.map(({ id, length, findings }) => (findings ? `${id} (${length} of ${findings.seen})` : id));
  return [`${what}: ${listFew(names, MOST_NAMES)}`];
}

const MOST_NAMES = 10;

/**
 * Exchanges that are missing in a source, or were altered after they were recorded: `web-2: exchanges 118 to 131 of 240
 * are missing.`
 */
export function describeFindings({ id, findings }: NamedPart): readonly string[] {
  if (findings === undefined || !isWrong(findings)) return [];
  const { seen, missing, altered, added, isForged } = findings;
  return [
    ...toLines(missing, (range, isOne) => `${id}: ${range} of ${seen} ${isOne ? "is" : "are"} missing.`),
    ...toLines(
      altered,
      (range, isOne) => `${id}: ${range} of ${seen} ${isOne ? "was" : "were"} altered after recording.`,
    ),
    ...(added > 0
      ? [`${id}: ${countOf(added, "exchange")} ${added === 1 ? "was" : "were"} added after recording.`]
      : []),
    ...(isForged ? [`${id}: its manifest was altered after recording: it proves nothing.`] : []),
  ];
}

type Findings = NonNullable<NamedPart["findings"]>;

function isWrong({ missing, altered, added, isForged }: Findings): boolean {
  return missing.length + altered.length + added > 0 || isForged;
}

/** A line for each range if there are few; one line for all if there are many. */
function toLines(ranges: readonly Range[], toLine: (text: string, isOne: boolean) => string): readonly string[] {
  if (ranges.length === 0) return [];
  const listed = ranges.slice(0, LISTED).map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  const more = ranges.length - LISTED;
  const isOne = ranges.length === 1 && ranges[0]?.[0] === ranges[0]?.[1];
  const text = `${isOne ? "exchange" : "exchanges"} ${listed.join(", ")}${more > 0 ? `, and ${countOf(more, "more range")}` : ""}`;
  return [toLine(text, isOne)];
}

const LISTED = 5;
