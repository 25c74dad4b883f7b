import { escapePattern } from "../../sequence/escape-pattern.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { FORMATS } from "./formats.ts";

/** What stays in front of the alias of a value: the opening that tells its kind, where enough follows; "" for most. */
export function shownOpening(value: string): string {
  return matchedText(SHOWN, value);
}

const SHOWN = new RegExp(
  `^(?:${FORMATS.filter(({ shows }) => shows)
    .flatMap(({ openings }) => openings.map(escapePattern))
    .join("|")})(?=.{8})`,
  "s",
);
