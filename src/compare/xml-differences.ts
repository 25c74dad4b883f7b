import { isDeepStrictEqual } from "node:util";

import type { BodyView } from "../analyze/types.ts";
import { onlyKnown } from "../json/only-known.ts";
import { isXml } from "../trace/bodies/layout.ts";
import type { StepBook } from "./difference-book.ts";
import { compareJson } from "./json-differences.ts";
import { namePlace } from "./tell-difference.ts";
import type { Place } from "./types.ts";
import { findOtherOrders } from "./xml-orders.ts";
import { readXmlTree } from "./xml-tree.ts";

/**
 * Compares two XML bodies element by element, as members of JSON, and what such members do not show: the order of elements, comments, and
 * declarations. False if one of the bodies is not XML or incomplete, or if the elements are equal: the text shows how they differ then.
 */
export function compareXml(place: Place, bodies: readonly [BodyView, BodyView], book: StepBook): boolean {
  if (!bodies.every(({ cut, text, mimeType }) => cut === undefined && isXml(text, mimeType))) return false;
  const [before, after] = bodies.map(({ text }) => readXmlTree(text));
  if (before === undefined || after === undefined) return false;
  const lists = new Set([...before.lists, ...after.lists]);
  const [ours, theirs] = [before.toValue(lists), after.toValue(lists)];
  if (isDeepStrictEqual(ours, theirs)) return false;
  compareJson(place, [ours, theirs], book);
  for (const order of findOtherOrders(before.orders, after.orders)) {
    const at = { ...place, name: order.place };
    const message = `${namePlace(at)} has another order: ${order.before}; then ${order.after}`;
    const [first, second] = [order.before, order.after].map((names) => `in the order ${names}`);
    book.report({ level: "value", place: at, ...onlyKnown({ before: first, after: second }), message });
  }
  compareJson(place, [before.others, after.others], book);
  return true;
}
