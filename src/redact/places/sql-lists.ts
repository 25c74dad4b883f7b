/** A value in a list of SQL or of a program: a literal without its quotes, or whatever else is there. */
export interface ListedValue {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Values up to the parenthesis or bracket that closes their list, and its position. */
export function readList(
  text: string,
  from: number,
): { readonly values: readonly ListedValue[]; readonly end: number } {
  const values: ListedValue[] = [];
  let depth = 0;
  let at = from;
  let start = from;
  // The first literal of a value: `crypt('…', gen_salt('bf'))`.
  let literal: ListedValue | undefined;
  const close = (): void => {
    const bare = text.slice(start, at);
    const value = bare.trim();
    const begin = start + bare.indexOf(value);
    values.push(literal ?? { value, start: begin, end: begin + value.length });
    literal = undefined;
  };
  const limit = Math.min(text.length, from + LONGEST);
  for (; at < limit; at += 1) {
    const character = text.charAt(at);
    if (character === "\\" || character === "'" || character === '"') {
      const opening = readQuote(text, at);
      if (opening === "") continue;
      const end = findClosing(text, at + opening.length, opening);
      literal ??= { value: text.slice(at + opening.length, end), start: at + opening.length, end };
      at = end + opening.length - 1;
    } else if (character === "(" || character === "[") depth += 1;
    else if (character === ")" || character === "]") {
      if (depth === 0) break;
      depth -= 1;
    } else if (character === ";" && depth === 0) break;
    else if (character === "," && depth === 0) {
      close();
      start = at + 1;
    }
  }
  close();
  return { values, end: at };
}

/** Characters of one list. */
const LONGEST = 100_000;

/** A quote with the backslashes that it has within another text. */
function readQuote(text: string, at: number): string {
  let end = at;
  while (text[end] === "\\") end += 1;
  return text[end] === "'" || text[end] === '"' ? text.slice(at, end + 1) : "";
}

/** Two quotes represent one. */
function findClosing(text: string, from: number, quote: string): number {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at)) {
    if (text.startsWith(quote, at + quote.length)) at += 2 * quote.length;
    else if (text[at - 1] === "\\" && !quote.startsWith("\\")) at += 1;
    else return at;
  }
  return text.length;
}
