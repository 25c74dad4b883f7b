import { HARMLESS } from "./names/public-values.ts";

/** Whether a value only stands for a secret: an alias, a variable, `<token>`, `***`, `xxxx`. */
export function isPlaceholder(value: string): boolean {
  return value === "" || HARMLESS.test(value) || value.includes("REDACTED") || SHOWN_INSTEAD.test(value);
}

const SHOWN_INSTEAD = /^[<{[$%*.…(]|^(?:x+|\.+|-+)$|\.\.\.|…|^your[-_ ]/i;
