/** Recorded text with variables in it. */
export type Text = readonly (string | Reference)[];

export interface Reference {
  readonly variable: string;
}

/** Writes text with something in place of its variables; `quote` gets each stretch between two variables whole. */
export function joinText(
  text: Text,
  write: (variable: string) => string,
  quote = (literal: string) => literal,
): string {
  let joined = "";
  let literal = "";
  const flush = (): void => {
    joined += literal === "" ? "" : quote(literal);
    literal = "";
  };
  for (const part of text) {
    if (typeof part === "string") {
      literal += part;
    } else {
      flush();
      joined += write(part.variable);
    }
  }
  flush();
  return joined;
}

/**
 * Replaces all matches of a pattern with references.
 *
 * @param pattern With one group, which `variableFor` gets.
 */
export function splitMatches(text: string, pattern: RegExp, variableFor: (found: string) => string): Text {
  return text
    .split(pattern)
    .map((part, index) => (index % 2 === 1 ? { variable: variableFor(part) } : part))
    .filter((part) => part !== "");
}

/** Where a value that deserves a variable may be: between characters that such values do not have. */
const TOKEN = /[\w.~-]{3,}/g;

/** Replaces tokens that have a variable with references. */
export function splitKnown(text: string, variableFor: (value: string) => string | undefined): Text {
  const parts: (string | Reference)[] = [];
  let end = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const variable = variableFor(token);
    if (variable === undefined) continue;
    parts.push(text.slice(end, index), { variable });
    end = index + token.length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== "");
}
