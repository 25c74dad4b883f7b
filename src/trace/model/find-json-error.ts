/**
 * Offset of the first character that cannot be there in JSON; the length of the text where it breaks off. V8 tells
 * the place in some of its messages only, and quotes the text around it in the others.
 */
export function findJsonError(text: string): number {
  /** What closes the lists and objects that are open; a stack of our own, for files nested deeper than calls can be. */
  const open: ("]" | "}")[] = [];
  let at = skipSpace(text, 0);
  for (;;) {
    const opener = text[at];
    if (opener === "[" || opener === "{") {
      const closer = opener === "[" ? "]" : "}";
      at = skipSpace(text, at + 1);
      if (text[at] !== closer) {
        open.push(closer);
        const start = closer === "}" ? skipKey(text, at) : at;
        if (start < 0) return ~start;
        at = start;
        continue;
      }
      at += 1;
    } else {
      const end = skipScalar(text, at);
      if (end < 0) return ~end;
      at = end;
    }
    const next = skipAfterValue(text, at, open);
    if (next < 0) return ~next;
    at = next;
  }
}

/** From the end of a value to the start of the next. Here and below: `~offset` where the text goes wrong. */
function skipAfterValue(text: string, from: number, open: ("]" | "}")[]): number {
  let at = skipSpace(text, from);
  for (let closer = open.at(-1); closer !== undefined && text[at] === closer; closer = open.at(-1)) {
    open.pop();
    at = skipSpace(text, at + 1);
  }
  const closer = open.at(-1);
  if (closer === undefined || text[at] !== ",") return ~at;
  at = skipSpace(text, at + 1);
  return closer === "}" ? skipKey(text, at) : at;
}

function skipKey(text: string, from: number): number {
  if (text[from] !== '"') return ~from;
  const end = skipString(text, from);
  if (end < 0) return end;
  const colon = skipSpace(text, end);
  return text[colon] === ":" ? skipSpace(text, colon + 1) : ~colon;
}

function skipScalar(text: string, from: number): number {
  if (text[from] === '"') return skipString(text, from);
  const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  scalar.lastIndex = from;
  if (!scalar.test(text)) return ~(isCut(text, from) ? text.length : from);
  return isCut(text, from) ? ~text.length : scalar.lastIndex;
}

/** `nul` or `1.5e-` at the end is where the file was cut; anywhere else it is wrong by itself. */
function isCut(text: string, from: number): boolean {
  const beginning = /(?:t|tr|tru|f|fa|fal|fals|n|nu|nul|-?[\d.eE+-]*)$/y;
  beginning.lastIndex = from;
  return beginning.test(text);
}

function skipString(text: string, from: number): number {
  // oxlint-disable-next-line no-control-regex -- JSON forbids them in a text, and they are what is looked for
  const plain = /[^"\\\u0000-\u001f]*/y;
  const escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
  const cutEscape = /\\(?:u[\da-fA-F]{0,3})?$/y;
  for (let at = from + 1; ; at = escape.lastIndex) {
    plain.lastIndex = at;
    plain.test(text);
    at = plain.lastIndex;
    if (text[at] === '"') return at + 1;
    escape.lastIndex = at;
    if (escape.test(text)) continue;
    cutEscape.lastIndex = at;
    return ~(cutEscape.test(text) ? text.length : at);
  }
}

function skipSpace(text: string, from: number): number {
  const space = /[ \t\n\r]*/y;
  space.lastIndex = from;
  space.test(text);
  return space.lastIndex;
}
