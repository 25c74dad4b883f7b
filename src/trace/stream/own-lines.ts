import { locateEntries } from "./locate-entries.ts";
import type { NumberList } from "./number-list.ts";
import { type TextSource, sourceOfText } from "./text-source.ts";

/** After the bracket with which the list of entries begins; -1 if it is not near the beginning of the file. */
export function findOpening(source: TextSource): number {
  const at = source.length === 0 ? -1 : asBuffer(source.block(0)).indexOf(OPENING);
  return at < 0 ? at : at + OPENING.length;
}

/**
 * Whether the list that was found is that of the log, and the only one: another tool may have a list of that name in another place, and of two
 * lists in the log the last counts.
 */
export function isOnlyList(source: TextSource, rest: NumberList): boolean {
  const [headEnd, tailStart, tailEnd] = [rest.at(1), rest.at(2), rest.at(3)];
  if (tailEnd - tailStart > LONGEST_TAIL) return false;
  const before = source.text(0, headEnd);
  const found = locateEntries(sourceOfText(before + source.text(tailStart, tailEnd), source.name));
  const isThere = found.entries?.length === 0 && found.replaced.length === 0 && found.rest.length === 4;
  return isThere && found.rest.at(1) === before.length && found.isWhole && found.tooDeep < 0;
}

/** Units. A manifest takes sixteen for each exchange. */
const LONGEST_TAIL = 1 << 26;

const OPENING = '\n    "entries": [';
/** What is in front of the first entry, between two, and behind the last. */
export const FIRST = "\n      ";
export const NEXT = ",\n      ";
export const LAST = "\n    ]";
/** What an entry begins with, up to the value of its start. */
export const START = '{\n        "startedDateTime": "';
/** The value of a start. */
export const TIME = "2026-11-23T10:00:00.123456Z";

export function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
