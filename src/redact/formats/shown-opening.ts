import { escapePattern } from "../../sequence/escape-pattern.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { FORMATS } from "./formats.ts";

/** What stays before the alias of a value: the opening that identifies its kind, if enough follows; "" for most. */
export function shownOpening(value: string): string {
  return matchedText(SHOWN, value);
}

const SHOWN = new RegExp(
  `^(?:${FORMATS.filter(({ shows }) => shows)
    .flatMap(({ openings }) => openings.map(escapePattern))
    .join("|")})(?=.{8})`,
  "s",
);
