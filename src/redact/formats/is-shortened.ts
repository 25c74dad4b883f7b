import { matchParts } from "../../sequence/match-parts.ts";
import type { SecretFormat } from "./format.ts";

/**
 * Whether part of a secret, whose end is at `end` in the text, is what an author or a program left of it in front of an ellipsis:
 * `gAAAAABjmQ2DBOk_(...)`. Only a small part may be left of a form that is known to be long: of a short one, the rest could be guessed, and
 * most of a secret is a secret.
 *
 * @param shown number of characters that would be revealed
 */
export function isShortened({ rest }: SecretFormat, text: string, { end, shown }: Left): boolean {
  const [, shortest = 0] = matchParts(FIRST_RUN, rest);
  ELLIPSIS.lastIndex = end;
  return shown * LEAST_MISSING <= Number(shortest) && ELLIPSIS.test(text);
}

interface Left {
  readonly end: number;
  readonly shown: number;
}

/** `[\w-]{59,}` */
const FIRST_RUN = /^\[(?:\\.|[^\]\\])+\]\{(\d+)/;

/** The form requires this many times what is shown, at least. */
const LEAST_MISSING = 4;

const ELLIPSIS = /[ ]?[([<{]?(?:\.\.\.|…|\\u2026|&hellip;)/y;
