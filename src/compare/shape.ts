import type { BodyView } from "../analyze/types.ts";
import { type Call, outcomeOf } from "./calls.ts";
import { LongNumber, parseExact } from "./parse-exact.ts";
import { isEnumLike } from "./tell-difference.ts";

/** How a call ended, names of headers, and the members, types and words of the response. */
export function shapeOf(call: Call): string {
  const { request, response } = call.step;
  const names = [request, response].map(({ headers }) => headers.map(({ name }) => name.toLowerCase()).toSorted());
  return `${outcomeOf(call)} ${names.join(" ")} ${bodyShapeOf(response.body)}`;
}

/** Members, types and words of JSON; of another body its kind. */
export function bodyShapeOf({ kind, text, cut }: BodyView): string {
  const json = kind === "json" && cut === undefined ? parseExact(text) : undefined;
  return json === undefined ? kind : toShape("", json.value);
}

function toShape(name: string, value: unknown): string {
  if (Array.isArray(value)) {
    return `[${[...new Set(value.map((element) => toShape(name, element)))].toSorted().join()}]`;
  }
  if (typeof value === "object" && value !== null && !(value instanceof LongNumber)) {
    const members = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${toShape(`/${key}`, one)}`);
    return `{${members.toSorted().join()}}`;
  }
  const shown = value instanceof LongNumber ? value.text : JSON.stringify(value);
  if (isEnumLike({ part: "response", at: "body", name }, shown)) return shown;
  return value instanceof LongNumber ? "number" : typeof value;
}
