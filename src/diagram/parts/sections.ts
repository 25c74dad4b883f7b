import type { Walkthrough } from "../../analyze/types.ts";
import { lastNumberOf } from "../../sequence/numbered.ts";
import { partOf } from "../part-of.ts";
import { type Span, cutIntoParts } from "./cut.ts";

/** Where a part begins that has a name. */
export interface NamedStart {
  /** Number of its first arrow. */
  readonly first: number;
  readonly title: string;
}

/** Cuts a walkthrough where the user begins a part, and cuts a part that is still too long like any other. */
export function cutIntoSections(walkthrough: Walkthrough, sections: readonly NamedStart[]): readonly Span[] {
  const begin = walkthrough.arrows[0]?.number ?? 1;
  const last = lastNumberOf(walkthrough.arrows);
  if (sections.length === 0) return cutIntoParts(walkthrough);
  const starts = [...new Set([begin, ...sections.map(({ first }) => first)])].toSorted((a, b) => a - b);
  return starts.flatMap((from, index) =>
    cutIntoParts(partOf(walkthrough, { from, to: (starts[index + 1] ?? last + 1) - 1 })),
  );
}

/** No part begins inside a range that is not drawn. */
export function moveOutOfFold({ first, title }: NamedStart, { folds }: Walkthrough): NamedStart {
  const fold = folds.find((one) => one.first <= first && first <= one.last);
  return { first: fold?.first ?? first, title };
}
