import { isLabel } from "./names/label-words.ts";
import { HARMLESS, isPublicValue } from "./names/public-values.ts";

/** Whether a value is only a placeholder for a secret: an alias, a variable, `<token>`, `***`, `xxxx`. */
export function isPlaceholder(value: string): boolean {
  const isShown = HARMLESS.test(value) || mayBeAlias(value) || SHOWN_INSTEAD.test(value);
  return value === "" || isShown || isPublicValue(value) || isLabel(value);
}

/** Whether a text may hold an alias. */
export function mayBeAlias(text: string): boolean {
  return /redacted/i.test(text);
}

const SHOWN_INSTEAD =
  /^['"]{0,4}(?:[<{[$%*.…(]|\\u003c|&lt;)|^(?:x{1,1000}|\.{1,1000}|-{1,1000})$|\.\.\.|…|^your[-_ ]/i;
