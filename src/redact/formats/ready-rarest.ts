// From source there are none; the build works them out (scripts/build/ready-rarest.ts), because that takes a start some milliseconds.

/** The position of the rarest characters of each opening in `FORMATS`, a digit to the base of 36 each. */
export const readyRarest: string = "";

/** The same of each of `LOUD_WORDS`. */
export const readyLoudWords: string = "";
