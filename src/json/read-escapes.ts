import { findAll } from "../sequence/find-all.ts";
import { UNSEEN } from "./escape-unseen.ts";

/**
 * JSON text with the characters that its strings escape without need: `"\ud55c\uad6d"` is `"한국"`, `"\u003c"` is `"<"`. Many encoders
 * (Python's, PHP's, Go's) write only ASCII, which no reader can read. Invisible characters, and characters that would end a string, stay escaped.
 */
export function readEscapes(json: string): string {
  if (!json.includes(String.raw`\u`)) return json;
  return json.replaceAll(ESCAPE, (escape) => {
    if (!escape.startsWith(String.raw`\u`)) return escape;
    const units = findAll(escape, /[\da-f]{4}/gi);
    const character = String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)));
    return VISIBLE.test(character) && character.search(UNSEEN) < 0 ? character : escape;
  });
}

/** Two units of one character belong together; a backslash that is escaped itself begins nothing. */
const ESCAPE = /\\u(?:d[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|[\da-f]{4})|\\[^]/gi;

const VISIBLE = /^[^\p{C}\p{Z}"\\]$/u;
