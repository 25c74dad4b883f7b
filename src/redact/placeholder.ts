import { HARMLESS } from "./names/public-values.ts";

/** Whether a value only stands for a secret: an alias, a variable, `<token>`, `***`, `xxxx`. */
export function isPlaceholder(value: string): boolean {
  return value === "" || HARMLESS.test(value) || /redacted/i.test(value) || SHOWN_INSTEAD.test(value);
}

const SHOWN_INSTEAD = /^['"]{0,4}[<{[$%*.…(]|^(?:x+|\.+|-+)$|\.\.\.|…|^your[-_ ]/i;
