import { knownAt } from "../sequence/known-at.ts";
import type { Call } from "./call.ts";
import type { Recorded } from "./matcher.ts";

export interface Nearest {
  readonly recorded: Recorded;
  /** `method`, `origin`, `path`, `query.limit`. */
  readonly differs: readonly string[];
  /** Number of exchanges that were compared, if there are more. */
  readonly among: number | undefined;
}

/** The recorded exchange most like a call; of equals the first. There has to be one. Of a long trace the beginning is looked at. */
export function findNearest(call: Call, recorded: readonly Recorded[]): Nearest {
  let nearest = knownAt(recorded, 0);
  let shortest = distance(call, nearest.call);
  for (const other of recorded.slice(1, LOOKED_AT)) {
    const own = distance(call, other.call);
    if (own >= shortest) continue;
    nearest = other;
    shortest = own;
  }
  const among = recorded.length > LOOKED_AT ? LOOKED_AT : undefined;
  return { recorded: nearest, differs: differences(call, nearest.call), among };
}

/** The client is waiting, and for a million exchanges it would take seconds. */
const LOOKED_AT = 20_000;

/** Other queries are nearer than another origin, that than another id in the path, and that than another method. */
function distance(one: Call, other: Call): number {
  return (
    (one.method === other.method ? 0 : 5) +
    (one.origin === other.origin ? 0 : 3) +
    (one.range === other.range ? 0 : 1) +
    pathsApart(one.path.split("/"), other.path.split("/")) +
    queryNamesApart(one, other).length +
    valuesApart(one, other)
  );
}

/** Less than one: of queries that differ in the same names, the one with the closest values. */
function valuesApart(one: Call, other: Call): number {
  const apart = queryNamesApart(one, other).map((name) => numbersApart(numberIn(one, name), numberIn(other, name)));
  return apart.reduce((sum, each) => sum + each, 0) / (apart.length + 1);
}

/** From 0 for equal values to 1 for values that are not numbers. */
function numbersApart(one: number, other: number): number {
  const distance = Math.abs(one - other);
  return Number.isNaN(distance) ? 1 : distance / (distance + 10);
}

function numberIn({ query }: Call, name: string): number {
  const value = query.find((pair) => pair[0] === name)?.[1] ?? "";
  return value === "" ? Number.NaN : Number(value);
}

/** Another id in the same place is nearer than a longer path. */
function pathsApart(one: readonly string[], other: readonly string[]): number {
  const shared = Math.min(one.length, other.length);
  const others = one.slice(0, shared).filter((segment, index) => segment !== other[index]);
  return 4 * others.length + 6 * Math.abs(one.length - other.length);
}

function queryNamesApart(one: Call, other: Call): readonly string[] {
  const names = new Set([...one.query, ...other.query].map(([name]) => name));
  return [...names].filter((name) => valuesOf(one, name) !== valuesOf(other, name));
}

function valuesOf({ query }: Call, name: string): string {
  return JSON.stringify(query.filter((pair) => pair[0] === name));
}

function differences(one: Call, other: Call): readonly string[] {
  const parts = (["method", "origin", "path", "range"] as const).filter((part) => one[part] !== other[part]);
  return [...parts, ...queryNamesApart(one, other).map((name) => `query.${name}`)];
}
