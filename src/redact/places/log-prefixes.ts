/**
 * Replaces the prefixes of log lines with blanks and a line break, so that each line begins with the logged text: some secrets, tables, and
 * blocks are recognized by the beginning of a line. The length stays the same; a text without such prefixes is returned unchanged.
 */
export function blankPrefixes(text: string): string {
  return DIGIT.test(text) ? text.replaceAll(PREFIX, (prefix) => `${" ".repeat(prefix.length - 1)}\n`) : text;
}

/** The usual beginnings of times. */
const DIGIT = /^[[<(]?(?:\d|[A-Z][a-z]{2} )/m;

/** A time, some words in brackets or without, the name of what logs or a dash; in Spring both. */
const PREFIX =
  /^[[<(]?(?:\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d[.,\d]{0,10}(?:Z|[ ]?[+-]\d\d:?\d\d)?|[A-Z][a-z]{2}[ ]{1,2}\d{1,2}[ ]\d\d:\d\d:\d\d)[\])>]?[ \t]{1,4}(?:[[(<]?[\w.:/@#-]{1,80}[\])>]?[ \t]{1,8}){0,6}?(?:---[ \t]{1,4}\[[^\]\n]{1,80}\][ \t]{1,8}(?:\[[^\]\n]{1,80}\][ \t]{1,8})?[\w.$[\]/]{1,80}[ \t]{1,60}:|[\w.[\]()/-]{1,80}:|-{1,3}|\|)[ \t]{1,4}/gm;
