import { endOfString } from "./end-of-string.ts";

/** First character of the token; strings, numbers and words (`true`, `false`, `null`) have one kind each. */
export type TokenKind = (typeof TOKEN)[keyof typeof TOKEN];

export const TOKEN = {
  end: 0,
  string: 0x22,
  comma: 0x2c,
  number: 0x30,
  colon: 0x3a,
  openArray: 0x5b,
  closeArray: 0x5d,
  word: 0x74,
  openObject: 0x7b,
  closeObject: 0x7d,
} as const;

/**
 * Reads JSON text token by token, without recursion and without creating values. It does not validate: in invalid or truncated JSON, it
 * continues with the next thing that looks like a token, because a truncated body still has secrets to be found.
 */
export class JsonScanner {
  /** Offset of the last token, and of the character after it. A string's quotes belong to it. */
  start = 0;
  end = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  next(): TokenKind {
    const text = this.#text;
    let index = this.end;
    while (index < text.length && text.charCodeAt(index) <= 0x20) index += 1;
    this.start = index;
    this.end = index + 1;
    if (index >= text.length) {
      this.end = index;
      return TOKEN.end;
    }
    const code = text.charCodeAt(index);
    switch (code) {
      case TOKEN.openObject:
      case TOKEN.closeObject:
      case TOKEN.openArray:
      case TOKEN.closeArray:
      case TOKEN.colon:
      case TOKEN.comma:
        return code;
      case TOKEN.string:
        this.end = endOfString(text, index);
        return TOKEN.string;
      default:
        this.end = endOfBareToken(text, index);
        return code === 0x2d || (code >= 0x30 && code <= 0x39) ? TOKEN.number : TOKEN.word;
    }
  }
}

/** Numbers and words end before white space, punctuation or a quote. */
function endOfBareToken(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code <= 0x20 || code === 0x22 || code === 0x2c || code === 0x3a) break;
    if (code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d) break;
    index += 1;
  }
  return index;
}
