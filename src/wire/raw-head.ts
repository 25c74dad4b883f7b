import { matchParts } from "../sequence/match-parts.ts";
import { matchedText } from "../sequence/matched-text.ts";
import { decodeBytes, lineAt } from "./fields.ts";
import { versionPlace } from "./start-line.ts";

/**
 * A head as text in pieces: what precedes a value, the value, and so on, to the last empty line. The first value is that of the start line:
 * the target, or the reason phrase; those of the fields follow, in the parser's order. Joined they are the whole head.
 */
export function splitRawHead(raw: Uint8Array): string[] {
  const text = decodeBytes(Buffer.from(raw).toString("latin1"));
  const [start = ""] = matchParts(/^[\r\n]*/, text);
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
      const colon = text.indexOf(":", position);
      const hasValue = colon >= 0 && colon < end;
      const [name = ""] = hasValue ? matchParts(/^[ \t]*/, text.slice(colon + 1, end)) : [];
      const begin = hasValue ? colon + 1 + name.length : end;
      pieces.push(pending + text.slice(position, begin), text.slice(begin, end));
    }
    pending = text.slice(end, next);
    position = next;
  }
  return [...pieces, pending];
}

function splitStartLine(line: string): { readonly before: string; readonly value: string } {
  const before = matchedText(/^(?:HTTP\/\S*[ \t]+\d{3}[ \t]?|[^ \t]+[ \t]+)/i, line);
  const version = /^HTTP\//i.test(line) ? -1 : versionPlace(line);
  return { before, value: line.slice(before.length, version < before.length ? line.length : version) };
}
