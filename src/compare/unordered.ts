import { maskVolatile } from "./noise.ts";

/**
 * The order in which a list contains the elements of another: services list things in the order of generated ids, so the order is
 * meaningless if the ids are. Undefined if the elements differ, or have no id.
 *
 * @returns for each place of the first list, the place in the second
 */
export function findOrder(before: readonly unknown[], after: readonly unknown[]): readonly number[] | undefined {
  if (before.length < 2 || before.length !== after.length) return undefined;
  const [ours, theirs] = [before.map(toFrame), after.map(toFrame)];
  if (ours.every((frame, index) => frame === theirs[index])) return undefined;
  if (!ours.every((frame) => frame.includes("{id}"))) return undefined;
  // Taken from the end: removing the first element of a long list would move all others.
  const places = Map.groupBy(Array.from(theirs.keys()).toReversed(), (index) => theirs[index]);
  const order = ours.map((frame) => places.get(frame)?.pop());
  return order.includes(undefined) ? undefined : order.filter((place) => place !== undefined);
}

/**
 * Members of one object alone whose names are generated ids, with those of the other that have the same content except for run-to-run
 * noise: `{"9f1c…": {"size": 1}}`.
 */
export function pairMadeUpKeys(before: JsonObject, after: JsonObject): ReadonlyMap<string, string> {
  const [ours, theirs] = [listMadeUp(before, after), listMadeUp(after, before)];
  if (ours.length === 0 || theirs.length === 0) return new Map();
  const free = Map.groupBy(theirs.toReversed(), (name) => toFrame(after[name]));
  const pairs = ours.map((name) => [name, free.get(toFrame(before[name]))?.pop()] as const);
  return new Map(pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
}

type JsonObject = Readonly<Record<string, unknown>>;

function listMadeUp(one: JsonObject, other: JsonObject): readonly string[] {
  return Object.keys(one).filter((name) => !Object.hasOwn(other, name) && maskVolatile(name) === "{id}");
}

/** A value with placeholders for run-to-run noise, and without the order of lists that contain any. */
function toFrame(value: unknown): string {
  if (Array.isArray(value)) {
    const frames = value.map(toFrame);
    return `[${(frames.every((frame) => frame.includes("{id}")) ? frames.toSorted() : frames).join()}]`;
  }
  if (typeof value !== "object" || value === null) return maskVolatile(JSON.stringify(value) ?? "");
  return `{${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}:${toFrame(member)}`)
    .join()}}`;
}
