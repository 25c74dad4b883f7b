import type { OwnedPlace } from "../compare/noise.ts";
import type { Place } from "../compare/types.ts";
import { toPointer } from "../json/pointer.ts";
import { TOKEN } from "../json/scan.ts";
import { visitValues } from "../json/visit-values.ts";
import { knownAt } from "../sequence/known-at.ts";
import { matchedText } from "../sequence/matched-text.ts";
import type { Settle } from "./examples.ts";
import { reorderLike } from "./reorder.ts";

export interface BodyPair {
  readonly part: Place["part"];
  readonly before: string;
  readonly after: string;
}

export interface Hands {
  readonly settle: Settle;
  readonly rename: (text: string) => string;
  readonly renameAt: (place: OwnedPlace, value: string) => string;
}

/** The body that the trace is to show: JSON leaf by leaf, other text line by line. */
export function settleBody(pair: BodyPair, hands: Hands): string {
  const { before, after } = pair;
  if (/^\s*[[{]/.test(after) && (before === "" || /^\s*[[{]/.test(before))) {
    return settleJson({ ...pair, after: reorderLike(before, after) }, hands);
  }
  return settleLines(pair, hands);
}

/** Layout, order and names are those of the second; a leaf is taken from the first if it is of its kind, and in the same place. */
function settleJson({ part, before, after }: BodyPair, { settle, rename, renameAt }: Hands): string {
  const known = new Map<string, { readonly kind: number; readonly text: string }>();
  visitValues(before, ({ path, kind, start, end }) => {
    if (!isContainer(kind)) known.set(toPointer(path), { kind, text: before.slice(start, end) });
  });
  let settled = "";
  let copied = 0;
  visitValues(after, ({ path, kind, start, end }) => {
    if (isContainer(kind)) return;
    const name = toPointer(path);
    const value = after.slice(start, end);
    const old = known.get(name);
    const place = { part, at: "body", name } as const;
    // An id that was a number and is a string now is a change of the API, whatever its value.
    const leaf = old?.kind === kind ? settle(place, old.text, value) : renameAt(place, value);
    settled += rename(after.slice(copied, start)) + leaf;
    copied = end;
  });
  return settled + rename(after.slice(copied));
}

function isContainer(kind: number): boolean {
  return kind === TOKEN.openObject || kind === TOKEN.openArray;
}

/** Lines belong together by their place, if there are as many. A line is named by its first word, as a table's row is. */
export function settleLines({ part, before, after }: BodyPair, { settle, rename }: Hands): string {
  const old = before.split("\n");
  const lines = after.split("\n");
  if (old.length !== lines.length) return rename(after);
  return lines
    .map((line, index) => {
      const name = matchedText(/[\w.-]+/, line);
      return settle({ part, at: "body", name: `/${name}` }, knownAt(old, index), line);
    })
    .join("\n");
}
