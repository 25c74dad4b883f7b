import { decodeComponent } from "../../trace/decode-component.ts";

interface Written {
  /** With escapes. */
  readonly written: string;
  /** How often it was decoded. */
  readonly level: number;
  readonly decoded: string;
  /** `decoded`, with aliases for secrets. */
  readonly masked: string;
}

/** Replaces in a text with escapes what was masked in its decoded form. All else stays as it was written. */
export function maskWritten({ written, level, decoded, masked }: Written): string {
  const places = listPlaces(written, level);
  let result = "";
  let copied = 0;
  for (const { start, end, text } of listChanges(decoded, masked)) {
    result += written.slice(placeAt(places, copied), placeAt(places, start)) + encodeTimes(text, level);
    copied = end;
  }
  return result + written.slice(placeAt(places, copied));
}

interface Change {
  readonly start: number;
  readonly end: number;
  /** In place of it. */
  readonly text: string;
}

function listChanges(before: string, after: string): readonly Change[] {
  return listReplaced(before, after) ?? [findOnlyChange(before, after)];
}

/** Where aliases replaced something; undefined if anything else was changed. */
function listReplaced(before: string, after: string): readonly Change[] | undefined {
  const changes: Change[] = [];
  const aliases = Array.from(after.matchAll(ALIAS));
  const [first] = aliases;
  if (first === undefined || !before.startsWith(after.slice(0, first.index))) return undefined;
  let start = first.index;
  for (const [index, { 0: text, index: at }] of aliases.entries()) {
    // What stayed between this alias and the next one.
    const next = aliases[index + 1];
    const stayed = after.slice(at + text.length, next?.index);
    const isOld = before.startsWith(text + stayed, start);
    const end = isOld ? start + text.length : findEnd(before, stayed, { from: start + 1, isLast: next === undefined });
    if (end < 0) return undefined;
    if (!isOld) changes.push({ start, end, text });
    start = end + stayed.length;
  }
  return start === before.length ? changes : undefined;
}

const ALIAS = /REDACTED-[a-z]+-~\d+/g;

/** Where the text that stayed begins, or -1. */
function findEnd(
  before: string,
  stayed: string,
  { from, isLast }: { readonly from: number; readonly isLast: boolean },
): number {
  if (!isLast) return before.indexOf(stayed, from);
  const end = before.length - stayed.length;
  return end >= from && before.endsWith(stayed) ? end : -1;
}

/** All between the first and the last character that differ. */
function findOnlyChange(before: string, after: string): Change {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let behind = 0;
  while (behind < most - start && before.at(-1 - behind) === after.at(-1 - behind)) behind += 1;
  return { start, end: before.length - behind, text: after.slice(start, after.length - behind) };
}

/** Of each character of a decoded text, where it begins in the written one; undefined if each kept its place. */
function listPlaces(written: string, level: number): Uint32Array | undefined {
  let places: Uint32Array | undefined;
  let text = written;
  for (let round = 0; round < level; round += 1) {
    const decoded = decodeOnce(text);
    const outer = places;
    places = outer === undefined ? decoded.places : decoded.places.map((place) => placeAt(outer, place));
    text = decoded.text;
  }
  return places;
}

function placeAt(places: Uint32Array | undefined, index: number): number {
  return places === undefined ? index : (places[index] ?? 0);
}

function decodeOnce(text: string): { readonly text: string; readonly places: Uint32Array } {
  const places = new Uint32Array(text.length + 1);
  const parts: string[] = [];
  let length = 0;
  let copied = 0;
  const copyTo = (end: number): void => {
    parts.push(text.slice(copied, end));
    for (; copied < end; copied += 1) places[length++] = copied;
  };
  for (const { 0: run, index } of text.matchAll(/(?:%[\da-f]{2})+/gi)) {
    const decoded = decodeComponent(run);
    // Not every run is UTF-8.
    if (decoded === run) continue;
    copyTo(index);
    parts.push(decoded);
    for (const character of decoded) {
      // Both halves of a pair are in the same escapes.
      places.fill(copied, length, length + character.length);
      length += character.length;
      copied += ESCAPE * Buffer.byteLength(character);
    }
  }
  copyTo(text.length);
  places[length] = text.length;
  return { text: parts.join(""), places: places.subarray(0, length + 1) };
}

/** Characters for each byte. */
const ESCAPE = 3;

/** Half of a surrogate pair alone has no escape. */
function encodeTimes(text: string, times: number): string {
  let encoded = text.toWellFormed();
  for (let round = 0; round < times; round += 1) encoded = encodeURIComponent(encoded);
  return encoded;
}
