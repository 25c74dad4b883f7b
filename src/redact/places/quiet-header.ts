import { byteAt } from "../../sequence/byte-at.ts";
import { KIND, KINDS } from "../../sequence/character-kinds.ts";
import { toCodeUnits, unitAt } from "../../sequence/code-units.ts";
import { findChecked } from "../formats/find-checked.ts";
import { SHORTEST_RUN, hasRunIn } from "../vault/decode-runs.ts";
import { isHarmlessHeader } from "./headers.ts";
import { hasIdOpening } from "./quiet-json.ts";
import { MAY_BE_FORMAT, findStringSigns } from "./string-signs.ts";

/** Whether there is nothing to mask in the value of a header but what was learned elsewhere: most ids of requests, which differ each time. */
export function isQuietHeader(name: string, value: string): boolean {
  return isQuietWord(value) && isHarmlessHeader(name, value);
}

/** Whether a text has nothing but letters, digits, dots, hyphens and underscores, in no encoding and no format of a secret: no name can be next to its value. */
function isQuietWord(text: string): boolean {
  const { length } = text;
  if (length > LONGEST_WORD) return false;
  const units = toCodeUnits(text);
  const table = KINDS;
  let kinds: number = KIND.word | KIND.run | KIND.undivided | KIND.hex | KIND.base32;
  for (let at = 0; at < length; at += 1) kinds &= byteAt(table, unitAt(units, at));
  if ((kinds & KIND.word) === 0 || (length >= SHORTEST_RUN && hasRunIn(text, 0, length, kinds) !== false)) return false;
  const hasOpening = (findStringSigns(units, 0, length) & MAY_BE_FORMAT) !== 0 || hasIdOpening(text);
  return !hasOpening && findChecked(text).length === 0;
}

/** Characters. Longer ones are few. */
const LONGEST_WORD = 128;
