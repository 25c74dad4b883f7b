import { isPlainlyJson } from "./check-strings.ts";

/** The value of a JSON text; undefined, which JSON has no word for, if it is not JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Several callers read the same body in turn. */
export function isJson(text: string): boolean {
  if (text === last.text) return last.isJson;
  // The values of a long one take many times its memory.
  if (text.length > LONGEST_KEPT && isPlainlyJson(text)) return true;
  const answer = readJson(text) !== undefined;
  if (text.length <= LONGEST_KEPT) last = { text, isJson: answer };
  return answer;
}

/** Tells `isJson` that a text has been parsed as JSON. */
export function noteJson(text: string): void {
  if (text.length <= LONGEST_KEPT) last = { text, isJson: true };
}

let last = { text: "", isJson: false };

/** Characters. */
const LONGEST_KEPT = 65_536;
