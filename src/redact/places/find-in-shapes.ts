import { groupText } from "../../sequence/group-text.ts";
import type { FormatHit } from "../formats/find-formats.ts";
import { isPlaceholder } from "../placeholder.ts";
import type { DocumentShape } from "./document-shapes.ts";
import { type Characters, charactersIn, mayMatch } from "./needed-characters.ts";
import { placeOfValue } from "./value-place.ts";

/** The places for secrets in a notation. @param present characters of the text, if already known */
export function findInShapes(
  text: string,
  shapes: readonly DocumentShape[],
  present: Characters = charactersIn(text),
): FormatHit[] {
  return shapes
    .filter(({ hint, pattern }) => mayMatch(hint, present) && hint.test(text) && mayMatch(pattern, present))
    .flatMap(({ pattern, secretClass }) =>
      Array.from(text.matchAll(pattern))
        .filter((match) => !isPlaceholder(groupText(match, "value").replace(HASH, "")))
        .map((match) => {
          const { start, end } = placeOfValue(match);
          return { rule: `named-${secretClass}`, secretClass, start, end };
        }),
    );
}

/** The beginning of a password hash: a dollar sign also begins a variable. */
const HASH = /^\$[\da-z]+\$/;
