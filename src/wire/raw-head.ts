import { placeOf } from "../sequence/place-of.ts";
import { decodeBytes, lineAt } from "./fields.ts";
import { versionPlace } from "./start-line.ts";

/**
 * A head as text in pieces: what precedes a value, the value, and so on, to the last empty line. The first value is that of the start line:
 * the target, or the reason phrase; those of the fields follow, in the parser's order. Joined they are the whole head.
 */
export function splitRawHead(raw: Uint8Array): string[] {
  const text = decodeBytes(Buffer.from(raw).toString("latin1"));
  const start = text.slice(0, placeOf(NOT_BREAK, text));
  const line = lineAt(text, start.length);
  const { before, value } = splitStartLine(text.slice(start.length, line.end));
  const pieces = [start + before, value];
  let pending = text.slice(start.length + before.length + value.length, line.next);
  for (let position = line.next; position < text.length;) {
    const { end, next } = lineAt(text, position);
    if (end === position) return [...pieces, pending + text.slice(position)];
    const isContinued = pieces.length > 2 && /^[ \t]/.test(text.slice(position, position + 1));
    if (isContinued) {
      pieces.push(`${pieces.pop()}${pending}${text.slice(position, end)}`);
    } else {
      // Within the line: a search in all of the text, once for each line, would be quadratic.
      const colon = text.slice(position, end).indexOf(":");
      const begin = colon < 0 ? end : Math.min(end, placeOf(NOT_BLANK, text, position + colon + 1));
      pieces.push(pending + text.slice(position, begin), text.slice(begin, end));
    }
    pending = text.slice(end, next);
    position = next;
  }
  return [...pieces, pending];
}

function splitStartLine(line: string): { readonly before: string; readonly value: string } {
  const before = line.slice(0, valueStart(line));
  const version = /^HTTP\//i.test(line) ? -1 : versionPlace(line);
  return { before, value: line.slice(before.length, version < before.length ? line.length : version) };
}

/** Where the reason phrase begins, or the target; 0 if the line is of neither kind. */
function valueStart(line: string): number {
  const blank = placeOf(BLANK, line);
  const next = placeOf(NOT_BLANK, line, blank);
  if (blank === 0 || next === blank) return 0;
  const isStatus = /^HTTP\//i.test(line) && /^\d{3}/.test(line.slice(next, next + 3));
  if (!isStatus) return next;
  return next + 3 + (/^[ \t]/.test(line.slice(next + 3, next + 4)) ? 1 : 0);
}

const BLANK = /[ \t]/g;
const NOT_BLANK = /[^ \t]/g;
const NOT_BREAK = /[^\r\n]/g;
