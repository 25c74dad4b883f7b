import type { HeaderChoice, HeaderView } from "../analyze/types.ts";
import { createGlob } from "../sequence/glob.ts";
import { isUsualHeader } from "./usual-headers.ts";

export type IsShown = (header: HeaderView) => boolean;

/**
 * Decides which headers a page shows: by the first of the choices that names the header, otherwise all except headers
 * that every message has.
 *
 * @param choices of the user, then of the services' profile
 */
export function createHeaderFilter(choices: readonly (HeaderChoice | undefined)[]): IsShown {
  const readers = choices.flatMap((choice) => (choice === undefined ? [] : [createReader(choice)]));
  return ({ name, value }) => {
    const lower = name.toLowerCase();
    for (const read of readers) {
      const says = read(lower);
      if (says !== undefined) return says;
    }
    return !isUsualHeader(name, value);
  };
}

/** The most exact of the patterns that fit counts: `X-Request-Id` before `X-*`, and that before `*`. */
function createReader({ show = [], hide = [] }: HeaderChoice): (name: string) => boolean | undefined {
  const patterns = [...toPatterns(show, true), ...toPatterns(hide, false)].toSorted((a, b) => b.weight - a.weight);
  return (name) => patterns.find(({ fits }) => fits(name))?.isShown;
}

function toPatterns(names: readonly string[], isShown: boolean) {
  return names.map((name) => ({
    fits: createGlob(name.toLowerCase()),
    isShown,
    weight: name.includes("*") ? name.replaceAll("*", "").length : Infinity,
  }));
}
