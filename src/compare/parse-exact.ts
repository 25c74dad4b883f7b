/** JSON text as a value, or undefined where it is none. Numbers that JavaScript would round become their text. */
export function parseExact(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: /\d{16}/.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text) };
  } catch {
    return undefined;
  }
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
