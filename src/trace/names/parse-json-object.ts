import { readJson } from "../../json/read-json.ts";

/** The object that a text is the JSON of; undefined for everything else. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = readJson(text);
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  // Just seen to be an object.
  return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
}
