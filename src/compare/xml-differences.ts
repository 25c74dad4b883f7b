import { isDeepStrictEqual } from "node:util";

import type { BodyView } from "../analyze/types.ts";
import { isXml } from "../trace/bodies/layout.ts";
import type { StepBook } from "./difference-book.ts";
import { compareJson } from "./json-differences.ts";
import type { Place } from "./types.ts";
import { readXmlTree } from "./xml-tree.ts";

/**
 * Compares two XML bodies element by element, as members of JSON. False if one of them is not XML or incomplete, or if the elements do not
 * show how they differ: the text does then.
 */
export function compareXml(place: Place, bodies: readonly [BodyView, BodyView], book: StepBook): boolean {
  if (!bodies.every(({ cut, text, mimeType }) => cut === undefined && isXml(text, mimeType))) return false;
  const [before, after] = bodies.map(({ text }) => readXmlTree(text));
  if (before === undefined || after === undefined) return false;
  const lists = new Set([...before.lists, ...after.lists]);
  const [ours, theirs] = [before.toValue(lists), after.toValue(lists)];
  if (isDeepStrictEqual(ours, theirs)) return false;
  compareJson(place, [ours, theirs], book);
  return true;
}
