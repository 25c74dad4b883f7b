import { isObject } from "../../json/is-object.ts";
import { matchParts } from "../../sequence/match-parts.ts";

/**
 * A list of names and values as HAR requires it, from what some tools write instead: an object by name, pairs, or lines `Name: value`.
 * Anything else is left for the schema to reject.
 */
export function toPairs(list: unknown): unknown {
  if (isObject(list)) {
    return Object.entries(list).flatMap(([name, values]) =>
      (Array.isArray(values) ? values : [values]).map((value: unknown) => ({ name, value })),
    );
  }
  if (!Array.isArray(list) || list.every(isObject)) return list;
  return list.map(toPair);
}

function toPair(item: unknown): unknown {
  if (Array.isArray(item) && item.length === 2) return { name: item[0], value: item[1] };
  const [, name, value] = typeof item === "string" ? matchParts(/^([^\s:=]+)(?::\s*|=)(.*)$/s, item) : [];
  return name === undefined ? item : { name, value };
}
