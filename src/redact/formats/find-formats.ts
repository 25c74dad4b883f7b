import type { SecretClass } from "./classes.ts";
import { FORMATS } from "./formats.ts";
import { createOpeningSearch } from "./opening-search.ts";
import { type FormatMatch, type ReadyFormat, makeReady } from "./ready-format.ts";

/** A secret known by its looks. */
export interface FormatHit {
  /** Name of the format. */
  readonly rule: string;
  readonly secretClass: SecretClass;
  readonly start: number;
  readonly end: number;
}

/** Finds what is a secret by its looks alone, whatever it is called, but for aliases. Hits may overlap. */
export function findFormats(text: string): FormatHit[] {
  return findAll(text, "matchWhole");
}

/**
 * The same at the end of a text that was cut, where the beginning of one is enough.
 *
 * @param shortest how many characters of its secret part have to be there
 */
export function findCutFormat(text: string, shortest = 1): FormatHit | undefined {
  return findAll(text, "matchCut", shortest)[0];
}

const search = createOpeningSearch(new Map(FORMATS.map((format) => [makeReady(format), format.openings] as const)));

function findAll(text: string, match: "matchWhole" | "matchCut", shortest = 0): FormatHit[] {
  const hits: FormatHit[] = [];
  // What lies within a hit, or in a run that is known to hold none, is not looked at again.
  const done = new Map<ReadyFormat, number>();
  search(text, (ready, start, end) => {
    if (start < (done.get(ready) ?? 0)) return;
    const { companion } = ready.format;
    if (match === "matchWhole" && companion !== undefined && !text.includes(companion)) {
      done.set(ready, text.length);
      return;
    }
    const found = ready[match](text, start);
    if (found === undefined || found.rest < shortest) {
      if (ready.isRun) done.set(ready, endOfRun(text, end));
      return;
    }
    done.set(ready, found.end);
    const hit = toHit(ready, found);
    if (!ALIAS.test(text.slice(hit.start, hit.end))) hits.push(hit);
  });
  return hits;
}

/** Ours, as it is and as an anchor. */
const ALIAS = /redacted/i;

function toHit({ format }: ReadyFormat, { start, end, rest }: FormatMatch): FormatHit {
  return { rule: format.id, secretClass: format.class, start: format.isPlace ? end - rest : start, end };
}

function endOfRun(text: string, start: number): number {
  RUN.lastIndex = start;
  RUN.exec(text);
  return RUN.lastIndex;
}

const RUN = /[\w-]*/y;
