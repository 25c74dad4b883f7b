import { HARMLESS } from "./names/public-values.ts";

/** Whether a value only stands for a secret: an alias, a variable, `<token>`, `***`, `xxxx`. */
export function isPlaceholder(value: string): boolean {
  return value === "" || HARMLESS.test(value) || value.includes("REDACTED") || SHOWN_INSTEAD.test(value);
}

const SHOWN_INSTEAD = /^[<{[$%*.…(]|^(?:x+|\.+|-+)$|\.\.\.|…|^your[-_ ]/i;

/** Whether a value is none of the words that prose and code have there: it has letters and digits, and no space. */
export function isMadeUp(value: string): boolean {
  return value.length >= 6 && /\d/.test(value) && /[A-Za-z]/.test(value) && !/\s/.test(value);
}
