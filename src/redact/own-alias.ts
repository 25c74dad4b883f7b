import { FORMATS } from "./formats/formats.ts";

/**
 * Whether a value is a replacement that wirewalk made for a secret: an alias or its variable, with the scheme or the opening that it shows,
 * or only the marks before one.
 */
export function isOwnAlias(value: string): boolean {
  return endOfOwnAlias(value, 0) === value.length;
}

/** The end of an alias at a position of a text; the position itself if there is none. */
export function endOfOwnAlias(text: string, start: number): number {
  pattern ??= new RegExp(`${SYNTAX}(?:${SCHEME}(?:${toOpenings()})?${SYNTAX}${STANDS_IN})?`, "y");
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

/** Made on first use: most texts contain nothing to check. */
let pattern: RegExp | undefined;

/** The text between a name and its value in shells, JSON, SQL, Hurl, and redirections. */
const SYNTAX = String.raw`(?:\\u00(?:22|27|3[cC])|u\{20\}|&lt;|[\s\\'"<]){0,24}`;

/** As it precedes credentials; any other word might be a secret itself. */
const SCHEME = String.raw`(?:(?:[Bb]asic|[Bb]earer|[Tt]oken)[ \t]{1,4})?`;

/** An alias, and the variables of scripts and collections that are named after one. */
const STANDS_IN = String.raw`(?:REDACTED-[a-z]+-[a-z]{0,3}\d{1,9}|\{\{[a-z]+_[a-z]{0,3}\d{1,9}\}\}|\$\{?[A-Z]+_[A-Z]{0,3}\d{1,9}\}?)(?![\w-])`;

function toOpenings(): string {
  return FORMATS.filter(({ shows }) => shows)
    .flatMap(({ openings }) => openings.map(toPattern))
    .join("|");
}

/** An opening whose marks may be written as URLs, Markdown, PlantUML and JSON escape them. */
function toPattern(opening: string): string {
  return opening.replaceAll(/\W/g, (mark) => {
    const number = mark.charCodeAt(0);
    const code = number.toString(16).toUpperCase().padStart(4, "0");
    return String.raw`(?:\u${code}|%${code.slice(2)}|&#${number};|<U\+${code}>|\\u${code})`;
  });
}
