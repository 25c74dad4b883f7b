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
  const places = Map.groupBy(theirs.keys(), (index) => theirs[index]);
  const order = ours.map((frame) => places.get(frame)?.shift());
  return order.includes(undefined) ? undefined : order.filter((place) => place !== undefined);
}

/** A value with placeholders for what changes with every run, and without the order of lists that hold any. */
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
