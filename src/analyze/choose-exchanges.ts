import { UserError } from "../errors.ts";
import { matchParts } from "../sequence/match-parts.ts";
import type { Entry, Trace } from "../trace/model/types.ts";
import { toAddress } from "../trace/names/address.ts";
import { nameFailure } from "./summarize.ts";

/** Which exchanges of a trace are meant. */
export interface Choice {
  /** Place in the trace of the first, from 1. @default 1 */
  readonly from?: number | undefined;
  /** @default the last */
  readonly to?: number | undefined;
  /** All of these have to hold: `status>=500`, `time>1000`, `path=/v1/things`. @default none */
  readonly where?: readonly string[];
  /** Exchanges at most. @default all */
  readonly limit?: number;
}

export interface Chosen {
  readonly trace: Trace;
  /** Places in the whole trace, from 1. */
  readonly numbers: readonly number[];
  /** Whether there are more than the limit. */
  readonly isCut: boolean;
}

/** The part of a trace that is meant. Only what is chosen is in memory. Throws a `UserError` for a condition that is none. */
export function chooseExchanges(
  { log }: Trace,
  { from = 1, to = Infinity, where = [], limit = Infinity }: Choice,
): Chosen {
  const conditions = where.map(toCondition);
  const entries: Entry[] = [];
  const numbers: number[] = [];
  for (let number = Math.max(1, from); number <= Math.min(to, log.entries.length); number += 1) {
    const entry = log.entries[number - 1];
    if (entry === undefined || !conditions.every((isMet) => isMet(entry))) continue;
    if (entries.length >= limit) return { trace: { log: { ...log, entries } }, numbers, isCut: true };
    entries.push(entry);
    numbers.push(number);
  }
  return { trace: { log: { ...log, entries } }, numbers, isCut: false };
}

const FIELDS: Readonly<Record<string, (entry: Entry) => string | number>> = {
  status: ({ response }) => response.status,
  time: ({ time }) => time,
  size: ({ response }) => response.content.size,
  method: ({ request }) => request.method,
  host: ({ request }) => toAddress(request.url).host,
  path: ({ request }) => toAddress(request.url).path,
  url: ({ request }) => request.url,
  error: (entry) => nameFailure(entry) ?? "",
};

const COMPARISONS: Readonly<Record<string, (value: string | number, wanted: string | number) => boolean>> = {
  "=": (value, wanted) => value === wanted,
  "!=": (value, wanted) => value !== wanted,
  ">=": (value, wanted) => value >= wanted,
  "<=": (value, wanted) => value <= wanted,
  ">": (value, wanted) => value > wanted,
  "<": (value, wanted) => value < wanted,
  "~": (value, wanted) => String(value).includes(String(wanted)),
};

function toCondition(text: string): (entry: Entry) => boolean {
  const [, name = "", sign = "", operand = ""] = matchParts(/^\s*([a-z]+)\s*(!=|>=|<=|=|>|<|~)\s*(.*?)\s*$/, text);
  const read = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  const compare = COMPARISONS[sign];
  if (read === undefined || compare === undefined) {
    throw new UserError(`"${text}" is no condition on exchanges.`, {
      hint: `write one like \`status>=500\` or \`path~/images\`; known are ${Object.keys(FIELDS).join(", ")}.`,
    });
  }
  const isNumber = ["status", "time", "size"].includes(name) && sign !== "~";
  if (isNumber && (operand === "" || Number.isNaN(Number(operand)))) {
    throw new UserError(`"${text}" compares a number with "${operand}".`, { hint: "write one like `status>=500`." });
  }
  const wanted = isNumber ? Number(operand) : operand;
  return (entry) => compare(read(entry), wanted);
}
