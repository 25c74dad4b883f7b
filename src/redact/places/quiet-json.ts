import { type PlainString, checkStrings } from "../../json/check-strings.ts";
import { noteJson } from "../../json/read-json.ts";
import { decodeRuns } from "../vault/decode-runs.ts";
import { isSuspect } from "./json-body.ts";
import { isSign } from "./may-nest.ts";

/**
 * Whether a text is JSON in which no name and no string says that there may be a secret, so that nothing else has to look: one walk in
 * place of `JSON.parse`, `hasSign` and `hasName`. Most bodies are so; false where it cannot tell.
 */
export function isQuietJson(text: string): boolean {
  if (text.length > LONGEST) return false;
  const isQuiet = (string: PlainString): boolean => {
    const { start, end, isName } = string;
    if (isName && isSuspect(text.slice(start + 1, end - 1))) return false;
    return !isSign(text, string);
  };
  if (!checkStrings(text, isQuiet) || decodeRuns(text).length > 0) return false;
  noteJson(text);
  return true;
}

/** Characters. Of longer texts, parts may be quiet. */
const LONGEST = 65_536;
