import type { Exchange } from "../trace/journal/exchange.ts";

/**
 * Masks the raw heads of an exchange, if it has any, like its URL and headers: every value that was masked there is masked here.
 *
 * @returns a function to call when everything has been masked; undefined if there is nothing to do
 */
export function followRawHeads(exchange: Exchange): (() => void) | undefined {
  const { more } = exchange;
  if (more?.rawRequestHead === undefined && more?.rawResponseHead === undefined) return undefined;
  const before = [...valuesOf(exchange.requestHeaders)];
  const answered = [...valuesOf(exchange.responseHeaders)];
  const { url } = exchange;
  return () => {
    const { rawRequestHead: asked, rawResponseHead: answer } = more;
    if (asked !== undefined) {
      if (exchange.url !== url) asked[TARGET] = targetOf(exchange.url);
      fitValues(asked, before, valuesOf(exchange.requestHeaders));
    }
    if (answer !== undefined) fitValues(answer, answered, valuesOf(exchange.responseHeaders));
  };
}

/** Positions in a raw head's pieces: the start line's own value, then those of the fields, each with what precedes it. */
const TARGET = 1;
const FIRST_VALUE = 3;

function valuesOf(flat: readonly string[]): readonly string[] {
  return flat.filter((_, index) => index % 2 === 1);
}

function targetOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/?#]*/i, "");
}

function fitValues(pieces: string[], before: readonly string[], after: readonly string[]): void {
  for (const [index, value] of after.entries()) {
    if (value !== before[index]) pieces[FIRST_VALUE + 2 * index] = value;
  }
}
