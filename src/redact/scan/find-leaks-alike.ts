import { readString } from "../../json/leaves.ts";
import { copyText } from "../../sequence/remember-texts.ts";
import { maskString } from "../places/nested.ts";
import { isQuietJson } from "../places/quiet-json.ts";
import { createVault } from "../vault/vault.ts";
import { type EntryShape, shapeOfEntry } from "./entry-shape.ts";
import { type Leak, findLeaks } from "./find-leaks.ts";

/** How texts were searched. */
export interface AlikeCounts {
  /** Texts that have the shape of an earlier one, and bodies in which a recording would mask nothing. */
  alike: number;
  /** All others. */
  searched: number;
}

/**
 * Makes a `findLeaks` for the entries of a HAR file, most of which differ from others only in times, counters, ids and bodies: if nothing
 * was found in one, only the bodies of the others are searched, once instead of as a string and as a part of the whole text.
 */
export function createAlikeSearch(counts: AlikeCounts = { alike: 0, searched: 0 }): (text: string) => Leak[] {
  const free = new Set<string>();
  const isFreeBody = createBodyCheck();
  const isFree = (text: string, { shape, bodies }: EntryShape): boolean =>
    free.has(shape) && bodies.every(({ start, end }) => isFreeBody(text.slice(start, end)));
  return (text) => {
    const found = shapeOfEntry(text);
    if (found !== undefined && isFree(text, found)) {
      counts.alike += 1;
      return [];
    }
    counts.searched += 1;
    const leaks = findLeaks(text);
    if (found !== undefined && leaks.length === 0) {
      if (free.size >= MOST) free.clear();
      free.add(found.shape);
    }
    return leaks;
  };
}

/** Shapes. Each is a few kilobytes long. */
const MOST = 1000;

/** @returns whether there is nothing in a body, which is a string of JSON */
function createBodyCheck(): (written: string) => boolean {
  let vault = createVault();
  const free = new Set<string>();
  let kept = 0;
  return (written) => {
    if (free.has(written)) return true;
    // What the file's own escapes hide.
    if (UNIT.test(written)) return false;
    const body = readString(written, 0, written.length);
    const isFree = isQuietJson(body) || (maskString(body, vault) === body && vault.size === 0 && !vault.takePassed());
    if (vault.size > 0) vault = createVault();
    if (isFree && written.length <= LONGEST_KEPT) {
      kept += written.length;
      if (kept > MOST_KEPT) {
        free.clear();
        kept = written.length;
      }
      // A part of an entry would keep all of it in memory.
      free.add(copyText(written));
    }
    return isFree;
  };
}

/** In JSON: not what follows a backslash that is escaped itself. */
const UNIT = /(?<!\\)(?:\\\\)*\\u/;

/** Characters of a body that is remembered, because programs ask for the same again and again, and of all. */
const LONGEST_KEPT = 1 << 16;
const MOST_KEPT = 1 << 22;
