/**
 * Characters that nobody sees, for a class of a regular expression with the flag `u`: what turns the direction of writing, spaces without
 * width, soft hyphens, fillers of Hangul, tags, what is no character. Controls are not among them, as some end a line. What joins letters
 * (U+200C, U+200D) stays: Persian and emoji need it.
 */
export const UNSEEN_MARKS = String.raw`\p{Bidi_Control}\u00AD\u115F\u1160\u180E\u200B\u2028\u2029\u2060-\u206F\u3164\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF\u{E0000}-\u{E007F}`;
