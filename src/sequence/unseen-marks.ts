/**
 * Invisible characters, for a class of a regular expression with the flag `u`: marks of the writing direction, zero-width spaces, soft
 * hyphens, Hangul fillers, tags, and noncharacters. Control characters are not included, because some end a line. Joiners (U+200C, U+200D)
 * are not included either: Persian and emoji need them.
 */
export const UNSEEN_MARKS = String.raw`\p{Bidi_Control}\u00AD\u115F\u1160\u180E\u200B\u2028\u2029\u2060-\u206F\u3164\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF\u{E0000}-\u{E007F}`;
