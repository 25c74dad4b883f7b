import { alignRows } from "./align-rows.ts";

/** The fields of a form, decoded, a row for each; undefined if it is not a form, regardless of its declared type. */
export function writeFields(text: string): string | undefined {
  const rows = listFields(text);
  return rows.length === 0 ? undefined : alignRows([["name", "value"], ...rows]);
}

/** The same as pairs, in order. */
export function listFields(text: string): readonly (readonly [name: string, value: string])[] {
  if (!/^[^=&\s{[<"]+=/.test(text) || /[\r\n]/.test(text.trim())) return [];
  return text
    .trim()
    .split("&", MOST_FIELDS)
    .map((pair) => {
      const at = pair.indexOf("=");
      return at < 0 ? [decode(pair), ""] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
    });
}

const MOST_FIELDS = 1000;

/** As it is sent, where that is no percent-encoding; on one line. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " ")).replaceAll(/\r?\n/g, "\\n");
  } catch {
    return text;
  }
}
