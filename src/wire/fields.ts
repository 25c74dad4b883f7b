/** Field lines of a head or of trailers, tolerantly read. */
export interface FieldLines {
  /** Flat list name, value, … */
  readonly fields: string[];
  /** Whether each line is `Name: value` and CR LF, and of bytes that are usual there. */
  readonly isCanonical: boolean;
}

/**
 * Reads lines up to an empty one, or the end. A line that is not a field is kept as a name without a value; a continuation line (RFC 9112,
 * section 5.2) is joined to the line before it by one space.
 *
 * @param text Latin-1, so that a character is a byte
 */
export function readFieldLines(text: string, from: number): FieldLines {
  const fields: string[] = [];
  const isUsual = !OTHER.test(text);
  let isCanonical = isUsual || !UNUSUAL.test(text);
  let position = from;
  while (position < text.length) {
    const { end, next } = lineAt(text, position);
    if (end === position) break;
    isCanonical = takeLine(text.slice(position, end), fields) && next === end + 2 && isCanonical;
    position = next;
  }
  if (!isUsual && !isAscii(text)) isCanonical = decodeFields(fields) && isCanonical;
  return { fields, isCanonical };
}

/** Almost no head has these; one check rules them out for all others. */
const OTHER = /[^\t\n\r\u0020-\u007E]|\r(?!\n)/;

/** Bytes that are invalid in a head; CR and LF are checked line by line. */
const UNUSUAL = /[^\t\n\r\u0020-\u007E\u0080-\u00FF]|\r(?!\n)/;

const NON_ASCII = /[\u0080-\u00FF]/;

/** Whether a text that is read as Latin-1 has no byte beyond ASCII. */
export function isAscii(text: string): boolean {
  return !NON_ASCII.test(text);
}

/** Where the line that begins here ends, without its CR LF or LF, and where the next one begins. */
export function lineAt(text: string, position: number): { readonly end: number; readonly next: number } {
  const feed = text.indexOf("\n", position);
  if (feed < 0) return { end: text.length, next: text.length };
  const end = feed > position && text.charCodeAt(feed - 1) === CR ? feed - 1 : feed;
  return { end, next: feed + 1 };
}

const CR = 13;
const SPACE = 32;
const TAB = 9;

/** Adds the field of a line; returns whether the line has the usual form. */
function takeLine(line: string, fields: string[]): boolean {
  const first = line.charCodeAt(0);
  if ((first === SPACE || first === TAB) && fields.length > 0) {
    fields.push(`${fields.pop()} ${trimBlanks(line)}`);
    return false;
  }
  const colon = line.indexOf(":");
  if (colon < 0) {
    fields.push(line, "");
    return false;
  }
  const name = line.slice(0, colon);
  const value = trimBlanks(line.slice(colon + 1));
  fields.push(name, value);
  return line.length === colon + 2 + value.length && line.charCodeAt(colon + 1) === SPACE && !/\s/.test(name);
}

/** `trim` would take a no-break space away too, which may be half of a letter here. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Bytes are UTF-8 in practice and ISO 8859-1 by tradition (RFC 9110, section 5.5); returns whether all are UTF-8. */
function decodeFields(fields: string[]): boolean {
  let isUtf8 = true;
  for (const [index, field] of fields.entries()) {
    if (isAscii(field)) continue;
    const text = decodeBytes(field);
    isUtf8 &&= text !== field;
    fields[index] = text;
  }
  return isUtf8;
}

/** The text of bytes that were read as Latin-1: decoded as UTF-8, if valid. */
export function decodeBytes(latin1: string): string {
  if (isAscii(latin1)) return latin1;
  const text = Buffer.from(latin1, "latin1").toString();
  return text.includes("\uFFFD") ? latin1 : text;
}
