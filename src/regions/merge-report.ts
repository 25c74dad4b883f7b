import type { Reference } from "./references.ts";

/**
 * The changes of a merge to a page, and what it leaves to the author. Line numbers refer to the page before the merge,
 * from 1.
 */
export interface MergeReport {
  /** Added and removed steps, in the order of the page. */
  readonly steps: readonly StepChange[];
  /** Regions with new content. */
  readonly changed: readonly ChangedRegion[];
  /** Manually edited regions that the trace would change. */
  readonly edited: readonly EditedRegion[];
  /** Prose of removed steps, which the author still has to remove or move. */
  readonly orphans: readonly OrphanPlace[];
  /** Numbers in prose that now refer to another arrow. */
  readonly references: readonly Reference[];
}

export interface StepChange {
  readonly kind: "new" | "removed" | "moved";
  /** Id of the step. */
  readonly step: string;
  /** `request`, `response` */
  readonly part: string;
  /** `(7) GET /image`, as in its heading; for a removed step, as on the page. */
  readonly heading: string;
  /** Of the step; of a new one, of what precedes it. */
  readonly line: number;
}

export interface RegionPlace {
  /** `step=get-images part=request` */
  readonly name: string;
  /** Of its first marker. */
  readonly line: number;
}

export interface ChangedRegion extends RegionPlace {
  /** Whether it is a heading that has a new number and is the same otherwise. */
  readonly isRenumbered: boolean;
}

export interface EditedRegion extends RegionPlace {
  readonly outcome: "kept" | "overwritten" | "adopted";
}

export interface OrphanPlace {
  /** `step=get-images part=request` of the region that the prose followed. */
  readonly name: string;
  /** Heading of that step, or "". */
  readonly was: string;
  /** Of its first marker; of prose that is only going to be kept, of the region that it follows. */
  readonly line: number;
}

/** Whether the page matches its trace, except for changes that a merge can write by itself. */
export function needsAuthor({ edited, orphans, references }: MergeReport): boolean {
  return (
    orphans.length > 0 || edited.some(({ outcome }) => outcome === "kept") || references.some(({ isFixed }) => !isFixed)
  );
}
