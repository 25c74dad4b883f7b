import type * as z from "zod/mini";

import { isObject } from "../../json/is-object.ts";
import { fillGaps, isForeignLog } from "../model/fill-gaps.ts";
import { loadSchema } from "../model/load-schema.ts";
import type { Remarks } from "./remarks.ts";

/**
 * Repairs the file of another tool in place where the schema rejects it: one odd value is no reason to refuse the rest. What HAR requires
 * gets its default; an entry without a request is dropped. False if the file as a whole is wrong, and for a file of wirewalk, whose writer
 * does not make such mistakes.
 */
export function repairForeign(har: unknown, issues: readonly z.core.$ZodIssue[], remarks: Remarks): boolean {
  if (!isObject(har) || !isObject(har["log"]) || !isForeignLog(har["log"])) return false;
  let left = issues;
  // An item that is removed from a list or an object may have hidden another error.
  for (let round = 0; round < 4 && left.length > 0; round++) {
    const found = left.map(({ path }) => findFault(har, path));
    if (found.includes(undefined)) return false;
    for (const fault of inOrderOfRemoval(found.filter((fault) => fault !== undefined))) takeOut(fault, remarks);
    fillGaps(har, remarks);
    left = loadSchema().traceSchema.safeParse(har).error?.issues ?? [];
  }
  return left.length === 0;
}

interface Fault {
  readonly holder: unknown[] | Record<string, unknown>;
  readonly key: PropertyKey;
  readonly what: string;
}

/** Undefined if it is in a part without which the file cannot be read. */
function findFault(har: object, path: readonly PropertyKey[]): Fault | undefined {
  const [, list, index, ...inside] = path;
  // The metadata of a file, such as the tool that wrote it.
  if (typeof index !== "number") return list === "entries" ? undefined : findFaultOfLog(har, list);
  const isAsked = inside[0] !== "request" || (inside.length > 1 && inside[1] !== "url" && inside[1] !== "method");
  const place = inside.length === 0 || !isAsked ? path.slice(0, 3) : path;
  const holder = place.slice(0, -1).reduce<unknown>(memberOf, har);
  const key = place.at(-1);
  if (typeof holder !== "object" || holder === null || key === undefined) return undefined;
  const what =
    place.length === 3
      ? `${list === "pages" ? "Pages" : "Entries"} omitted, because they have no request: %.`
      : `Values of ${nameOf(inside)} omitted, because they are not valid HAR: %.`;
  // Lists and objects are both indexed by key below.
  return { holder: holder as Fault["holder"], key, what };
}

function findFaultOfLog(har: object, key: PropertyKey | undefined): Fault | undefined {
  const log = memberOf(har, "log");
  if (!isObject(log) || key === undefined) return undefined;
  return { holder: log, key, what: `Values of ${String(key)} omitted, because they are not valid HAR: %.` };
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  // Lists and objects are both indexed by key here.
  return typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
}

/** Each once, and the last of a list first: removal shifts those after it. */
function inOrderOfRemoval(faults: readonly Fault[]): readonly Fault[] {
  const byHolder = Map.groupBy(faults, ({ holder }) => holder);
  return Array.from(byHolder.values(), (ones) => [...new Map(ones.map((one) => [one.key, one])).values()])
    .flat()
    .toSorted((a, b) => Number(b.key) - Number(a.key) || 0);
}

function takeOut({ holder, key, what }: Fault, remarks: Remarks): void {
  if (!(key in holder)) return;
  remarks.add(what);
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.filter((key) => typeof key === "string").join(".");
}
