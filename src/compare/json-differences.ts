import { isObject } from "../json/is-object.ts";
import { toPointer } from "../json/pointer.ts";
import { withoutLayoutOf } from "../trace/bodies/layout.ts";
import type { StepBook } from "./difference-book.ts";
import { lastName, maskVolatile } from "./noise.ts";
import { type PairedElements, pairBatches } from "./pair-batches.ts";
import { LongNumber } from "./parse-exact.ts";
import { namePlace } from "./tell-difference.ts";
import type { Place } from "./types.ts";
import { findOrder, pairMadeUpKeys } from "./unordered.ts";

/** Compares two JSON values: members added, removed or of another type are its shape; the rest are values. */
export function compareJson(place: Place, [before, after]: readonly [unknown, unknown], book: StepBook): void {
  const [type, other] = [typeOf(before), typeOf(after)];
  if (Array.isArray(before) && Array.isArray(after)) compareArrays(place, [before, after], book);
  else if (hasMembers(before) && hasMembers(after)) compareObjects(place, [before, after], book);
  else if (type === other) book.compareValues(place, showAt(place, before), showAt(place, after));
  else {
    const message = `${namePlace(place)} changed from ${type} to ${other}`;
    book.report({ level: "shape", place, before: show(before), after: show(after), message });
  }
}

type JsonObject = Readonly<Record<string, unknown>>;

function hasMembers(value: unknown): value is JsonObject {
  return isObject(value) && !(value instanceof LongNumber);
}

function typeOf(value: unknown): string {
  if (value === null || Array.isArray(value)) return value === null ? "null" : "array";
  return value instanceof LongNumber ? "number" : typeof value;
}

function show(value: unknown): string {
  return value instanceof LongNumber ? value.text : JSON.stringify(value);
}

function showAt(place: Place, value: unknown): string {
  return show(typeof value === "string" ? withoutLayoutOf(lastName(place), value) : value);
}

function compareObjects(place: Place, [before, after]: readonly [JsonObject, JsonObject], book: StepBook): void {
  const keys = pairMadeUpKeys(before, after);
  const paired = new Set(keys.values());
  for (const name of Object.keys(before)) {
    const member = below(place, name);
    const other = keys.get(name);
    if (Object.hasOwn(after, name)) compareJson(member, [before[name], after[name]], book);
    else if (other !== undefined) {
      book.compareValues(member, show(name), show(other));
      compareJson(member, [before[name], after[other]], book);
    } else {
      const message = `${namePlace(member)} was removed`;
      book.report({ level: "shape", place: member, before: show(before[name]), message });
    }
  }
  for (const name of Object.keys(after)) {
    if (Object.hasOwn(before, name) || paired.has(name)) continue;
    const member = below(place, name);
    book.report({
      level: "shape",
      place: member,
      after: show(after[name]),
      message: `${namePlace(member)} was added`,
    });
  }
}

function below(place: Place, name: string | number): Place {
  return { ...place, name: place.name + toPointer([name]) };
}

type JsonArray = readonly unknown[];

/** Elements of arrays of equal length are paired by position; otherwise, equal ones at both ends first. */
function compareArrays(place: Place, [before, after]: readonly [JsonArray, JsonArray], book: StepBook): void {
  const order = findOrder(before, after);
  const paired = order === undefined ? pairBatches(before, after) : { pairs: [...order.entries()], extra: [] };
  if (paired !== undefined) return comparePaired(place, [before, after], paired, book);
  const skipped = before.length === after.length ? undefined : findSkipped(before, after);
  if (skipped !== undefined) return comparePaired(place, [before, after], skipped, book);
  const scattered = before.length === after.length ? undefined : findScattered(before, after);
  if (scattered !== undefined) return reportElements(place, [before, after], scattered, book);
  const { head, tail } = before.length === after.length ? { head: before.length, tail: 0 } : findEnds(before, after);
  const compareAt = (index: number, other: number): void =>
    compareJson(below(place, other), [before[index], after[other]], book);
  const common = Math.min(before.length, after.length) - tail;
  for (let index = 0; index < Math.max(head, common); index += 1) compareAt(index, index);
  for (let rest = tail; rest > 0; rest -= 1) compareAt(before.length - rest, after.length - rest);
  if (before.length === after.length) return;
  const longer = after.length > before.length ? after : before;
  reportElements(place, [before, after], longer.slice(common, longer.length - tail), book);
}

function reportElements(
  place: Place,
  [before, after]: readonly [JsonArray, JsonArray],
  extra: JsonArray,
  book: StepBook,
): void {
  const isLonger = after.length > before.length;
  const [ours, theirs] = [countElements(before), countElements(after)];
  const words = `${namePlace(place)} has ${isLonger ? "more" : "fewer"} elements`;
  const message = `${words}: ${ours}, then ${theirs}; ${extra.map(show).join(", ")}`;
  const listed = extra.slice(0, LISTED).map((element) => `${isLonger ? "+" : "-"} ${shorten(show(element))}`);
  const more = extra.length > LISTED ? [`${extra.length - LISTED} more`] : [];
  book.report({
    level: "value",
    place,
    before: ours,
    after: `${theirs} (${[...listed, ...more].join(", ")})`,
    message,
  });
}

/** Elements that are named in addition to their number, and characters of each. */
const LISTED = 5;
const LONGEST = 80;

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

function countElements(array: JsonArray): string {
  return `${array.length} element${array.length === 1 ? "" : "s"}`;
}

/** If the longer list contains the whole shorter one in order, wherever the others are. */
function findSkipped(before: JsonArray, after: JsonArray): PairedElements | undefined {
  const isLonger = after.length > before.length;
  const [shorter, longer] = isLonger ? [before, after] : [after, before];
  const wanted = shorter.map((element) => maskVolatile(show(element)));
  const pairs: (readonly [number, number])[] = [];
  const extra: unknown[] = [];
  for (const [index, element] of longer.entries()) {
    const next = pairs.length;
    if (next < wanted.length && maskVolatile(show(element)) === wanted[next])
      pairs.push(isLonger ? [next, index] : [index, next]);
    else extra.push(element);
  }
  return pairs.length === wanted.length ? { pairs, extra } : undefined;
}

/** If the longer list contains the whole shorter one in another order: its other elements. */
function findScattered(before: JsonArray, after: JsonArray): JsonArray | undefined {
  const [shorter, longer] = after.length > before.length ? [before, after] : [after, before];
  const wanted = Map.groupBy(shorter.map(show), (text) => text);
  const extra = longer.filter((element) => wanted.get(show(element))?.pop() === undefined);
  return extra.length === longer.length - shorter.length ? extra : undefined;
}

/** Differences are named by their position in the second list. */
function comparePaired(
  place: Place,
  [before, after]: readonly [JsonArray, JsonArray],
  { pairs, extra }: PairedElements,
  book: StepBook,
): void {
  for (const [one, other] of pairs) compareJson(below(place, other), [before[one], after[other]], book);
  if (extra.length > 0) reportElements(place, [before, after], extra, book);
}

function findEnds(before: JsonArray, after: JsonArray): { readonly head: number; readonly tail: number } {
  const [ours, theirs] = [before, after].map((array) => array.map((element) => maskVolatile(show(element))));
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && ours?.[head] === theirs?.[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && ours?.at(-1 - tail) === theirs?.at(-1 - tail)) tail += 1;
  return { head, tail };
}
