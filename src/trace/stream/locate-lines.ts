import type { LocatedEntries } from "./locate-entries.ts";
import { NumberList } from "./number-list.ts";
import { FIRST, LAST, NEXT, START, TIME, asBuffer, findOpening, isOnlyList } from "./own-lines.ts";
import type { TextSource } from "./text-source.ts";
import { DEEPEST, UnitCursor } from "./unit-cursor.ts";

/**
 * Finds the entries of a trace by the lines with which they begin in our files; undefined for a file of another form. The system looks for these
 * lines ten times as fast as a scanner follows all brackets, but what is between two of them may be no entry, or several: whoever uses it has to
 * parse every entry before anything else, and to locate them with `locateEntries` if one is not JSON. If all are, they are what a list is made of.
 *
 * @param longFrom see `locateEntries`
 */
export function locateLines(source: TextSource, longFrom: number): LocatedEntries | undefined {
  if (source.isUtf8 !== true) return undefined;
  const opening = findOpening(source);
  if (opening < 0) return undefined;
  const { starts, isSorted, isEven } = findStarts(source, opening);
  if (!isEven || starts.at(0) !== opening + FIRST.length) return undefined;
  const ends = starts.at(starts.length - 1);
  const last = new UnitCursor(source).skipValue(ends);
  if (last < 0 || textAt(source, last, LAST.length) !== LAST) return undefined;
  const entries = new NumberList();
  for (let index = 0; index < starts.length; index += 1) {
    const isLast = index === starts.length - 1;
    entries.push(starts.at(index), isLast ? last : starts.at(index + 1) - NEXT.length);
  }
  const long = findLong(source, entries, longFrom);
  const rest = new NumberList();
  rest.push(0, opening, last + LAST.length - 1, source.length);
  if (long === undefined || !isOnlyList(source, rest)) return undefined;
  return { entries, replaced: new NumberList(), long, rest, isSorted, isWhole: true, tooDeep: -1 };
}

interface FoundStarts {
  readonly starts: NumberList;
  /** Whether the entries surely are in the order of their starts. */
  readonly isSorted: boolean;
  /** Whether each of them follows the end of another. */
  readonly isEven: boolean;
}

function findStarts(source: TextSource, from: number): FoundStarts {
  const starts = new NumberList();
  let [isEven, isSorted, previous, after] = [true, true, "", from];
  for (let at = from; at < source.length;) {
    const block = asBuffer(source.block(at));
    const isEnd = at + block.length >= source.length;
    for (let index = block.indexOf(NEEDLE); index >= 0; index = block.indexOf(NEEDLE, index + NEEDLE.length)) {
      const place = at + index;
      // The one before, again; or one at the edge, which the next block has with what is around it.
      if (place < after || (!isEnd && index + AROUND > block.length)) continue;
      const isFirst = starts.length === 0;
      isEven &&= isFirst || block.toString("latin1", Math.max(0, index - BETWEEN.length), index) === BETWEEN;
      if (isSorted) {
        const start = block.toString("latin1", index + NEEDLE.length, index + NEEDLE.length + TIME.length + 1);
        isSorted = start.endsWith('Z"') && start >= previous;
        previous = start;
      }
      starts.push(place);
      after = place + 1;
    }
    // A shorter block has nothing new.
    if (!isEnd && block.length <= 2 * AROUND) return { starts, isEven: false, isSorted };
    at += isEnd ? block.length : block.length - 2 * AROUND;
  }
  return { starts, isEven, isSorted };
}

const NEEDLE = Buffer.from(START);
const BETWEEN = `\n      }${NEXT}`;
const AROUND = NEEDLE.length + TIME.length + 1;

/** Offsets of the long strings of the entries; undefined if one ends elsewhere, or is nested too deep to be read. */
function findLong(source: TextSource, entries: NumberList, longFrom: number): NumberList | undefined {
  const long = new NumberList();
  const cursor = new UnitCursor(source, longFrom);
  cursor.onLong = (start, end) => long.push(start, end);
  for (let index = 0; index < entries.length; index += 2) {
    const [start, end] = [entries.at(index), entries.at(index + 1)];
    if (end - start < Math.min(longFrom, SHORTEST_DEEP)) continue;
    if (cursor.skipValue(start) !== end || cursor.tooDeep >= 0) return undefined;
  }
  return long;
}

/** A shorter entry has no room for brackets that are too deep: each level opens and closes. */
const SHORTEST_DEEP = 2 * DEEPEST;

function textAt(source: TextSource, at: number, length: number): string {
  return source.text(at, Math.min(source.length, at + length));
}
