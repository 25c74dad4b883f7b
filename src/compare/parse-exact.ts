import { readJson } from "../json/read-json.ts";

/**
 * JSON text as a value, or undefined if it is not one or nested too deeply to walk. Numbers that JavaScript would round become their text.
 */
export function parseExact(text: string): { readonly value: unknown } | undefined {
  const plain = readJson(text);
  if (plain === undefined || isTooDeep(plain)) return undefined;
  return { value: /\d{16}/.test(text) ? JSON.parse(text, keepDigits) : plain };
}

/** A number that cannot be held, as it was written. */
export class LongNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== "number" || context?.source === undefined) return value;
  return String(value) === context.source ? value : new LongNumber(context.source);
}

/** Comparing calls itself for each level; two thousand overflow the stack. */
const DEEPEST = 400;

function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return level.length > 0;
}
