import { isObject } from "../../json/is-object.ts";
import { readJson } from "../../json/read-json.ts";

/** The object that a text is the JSON of; undefined for everything else. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = readJson(text);
  return isObject(value) ? value : undefined;
}
