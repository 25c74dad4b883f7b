import { maskVolatile } from "../compare/noise.ts";
import { findOrder } from "../compare/unordered.ts";
import { readJson } from "../json/read-json.ts";
import { type JsonItem, splitJson } from "../json/split.ts";

/** JSON text with the elements of its lists in the order of another, if the order has no meaning. */
export function reorderLike(before: string, after: string): string {
  // Where only volatile parts differ, the order is the same.
  if (before === after || maskVolatile(before) === maskVolatile(after)) return after;
  const [ours, theirs] = [splitJson(before), splitJson(after)];
  if (ours === undefined || theirs === undefined || isArray(before) !== isArray(after)) return after;
  const takeOurs = ({ start, end }: JsonItem): string => before.slice(start, end);
  const takeTheirs = ({ start, end }: JsonItem): string => after.slice(start, end);
  const members = new Map(ours.map((item) => [item.name, takeOurs(item)]));
  const order = isArray(before)
    ? findOrder(
        ours.map((item) => readElement(takeOurs(item))),
        theirs.map((item) => readElement(takeTheirs(item))),
      )
    : undefined;
  let text = "";
  let copied = 0;
  for (const [index, place] of theirs.entries()) {
    const source = theirs[order?.[index] ?? index] ?? place;
    const ourItem = ours[index];
    const partner = isArray(before) ? ourItem && takeOurs(ourItem) : members.get(place.name);
    const value = takeTheirs(source);
    text += after.slice(copied, place.start) + (partner === undefined ? value : reorderLike(partner, value));
    copied = place.end;
  }
  return text + after.slice(copied);
}

function isArray(text: string): boolean {
  return /^\s*\[/.test(text);
}

/** Anything but JSON represents itself. */
function readElement(text: string): unknown {
  const value = readJson(text);
  return value === undefined ? text : value;
}
