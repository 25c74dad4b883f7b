import { alignRows } from "./align-rows.ts";

/** The fields of a form, decoded, a row for each; undefined for what is none, whatever its type says. */
export function writeFields(text: string): string | undefined {
  if (!/^[^=&\s{[<"]+=/.test(text) || /[\r\n]/.test(text.trim())) return undefined;
  const rows = text
    .trim()
    .split("&", MOST_FIELDS)
    .map((pair) => {
      const at = pair.indexOf("=");
      return at < 0 ? [decode(pair), ""] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
    });
  return alignRows([["name", "value"], ...rows]);
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
