import { findAll } from "../sequence/find-all.ts";
import { decodeComponent } from "../trace/decode-component.ts";
import type { Recorded } from "./matcher.ts";

/**
 * Whether an earlier response, or the URL of an earlier request, contains one of these ids, in any case and also within a longer word:
 * a program may cut `3f2b8c1a9d04` out of a cookie `u3f2b8c1a9d04`.
 */
export type IsMentioned = (ids: readonly string[], before: number) => boolean;

/**
 * Reads each exchange once, when a later one is looked up, and again only if it probably contains the id.
 *
 * @param pattern global, of the IDs that can be looked up
 */
export function createMentions(recorded: readonly Recorded[], pattern: RegExp): IsMentioned {
  const windows = createWindows();
  let read = 0;
  const readUntil = (before: number): void => {
    for (; read < recorded.length; read += 1) {
      const one = recorded[read];
      if (one === undefined || one.number >= before) return;
      for (const text of textsOf(one)) windows.add(text, one.number);
    }
  };
  const isIn = (id: string, before: number): boolean => {
    const from = windows.earliest(id);
    const text = id.toLowerCase();
    for (const one of from < before ? recorded : []) {
      if (one.number >= before) return false;
      if (one.number >= from && textsOf(one).some((other) => other.toLowerCase().includes(text))) return true;
    }
    return false;
  };
  return (ids, before) => {
    readUntil(before);
    return ids.some((id) => findAll(id, pattern).some((part) => isIn(part, before)));
  };
}

function textsOf({ entry: { request, response } }: Recorded): readonly string[] {
  const { text = "", encoding } = response.content;
  const body = encoding === "base64" ? Buffer.from(text, "base64").toString("latin1") : text;
  return [decodeComponent(request.url), ...response.headers.map(({ value }) => decodeComponent(value)), body];
}

/** In which exchange each run of characters of ids came first; several runs share a place. */
interface Windows {
  readonly add: (text: string, number: number) => void;
  /** Number of the first exchange that may contain all of a text; Infinity if none does. */
  readonly earliest: (text: string) => number;
}

function createWindows(): Windows {
  // Exchanges are counted from 1.
  const first = new Uint16Array(2 ** PLACE_BITS);
  return {
    add: (text, number) => {
      visitPlaces(text, (place) => {
        if (first[place] === 0) first[place] = number;
      });
    },
    earliest: (text) => {
      let earliest = 0;
      visitPlaces(text, (place) => {
        earliest = Math.max(earliest, first[place] || Infinity);
      });
      return earliest;
    },
  };
}

/** Characters of a run. */
const WIDTH = 8;
const PLACE_BITS = 22;

/** The places of all runs of characters that ids have. */
function visitPlaces(text: string, visit: (place: number) => void): void {
  let hash = 0;
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const value = VALUES[text.charCodeAt(at)] ?? 0;
    length = value === 0 ? 0 : length + 1;
    // With a factor of 2^4, a character has no more effect after `WIDTH` others.
    hash = Math.imul(hash, FACTOR) + value;
    if (length >= WIDTH) visit(hash >>> (32 - PLACE_BITS));
  }
}

const FACTOR = 0x9e_37_79_b0;

/** Of letters, digits, `-`, and `_`: the same for both cases; 0 for any other character. */
const VALUES = Uint32Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[\w-]/.test(character) ? Math.imul(character.toLowerCase().charCodeAt(0), 0x85_eb_ca_6b) : 0;
});
