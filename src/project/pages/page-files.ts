import { dirname, join } from "node:path";

import type { BodyPicture } from "../../page/body-pictures.ts";
import { putSections, takeSections } from "../../regions/move-sections.ts";
import { createGroups } from "../../sequence/groups.ts";
import { readTextIfThere } from "../../trace/files/read-text-if-there.ts";
import type { PictureToDraw } from "../../walkthrough.ts";
import { listFurtherPages } from "./further-pages.ts";
import type { PagePlan } from "./plan-pages.ts";
import { type HomeOf, type LeftoverPage, type SectionMoves, collectMoves, isElsewhere } from "./section-moves.ts";

/** A page of a walkthrough, as it is and as it should be. */
export interface PageFile {
  readonly file: string;
  /** undefined if there is none. */
  readonly existing: string | undefined;
  /**
   * The input of a merge: the existing page, with the sections that were moved to it from other pages and without those that were moved
   * away.
   */
  readonly base: string | undefined;
  readonly fresh: string;
  readonly pictures: readonly PictureToDraw[];
  readonly bodies: readonly BodyPicture[];
  /** Whether sections left it: it must not be written before the pages that got them. */
  readonly hasGiven: boolean;
}

export interface PageFiles {
  /** One after the other, so that only one is in memory. */
  readonly pages: () => AsyncGenerator<PageFile>;
  readonly leftovers: readonly LeftoverPage[];
}

/**
 * Reads the pages of a walkthrough and finds out which of their sections belong to another one now.
 *
 * @param first its first page
 */
export async function openPageFiles(first: string, plan: PagePlan): Promise<PageFiles> {
  const planned = plan.pages.map(({ path, write }) => ({ file: join(dirname(first), path), write }));
  const files = planned.map(({ file }) => file);
  const others = (await listFurtherPages(first)).filter((file) => !files.includes(file));
  const homeOf: HomeOf = (key) => {
    const index = plan.homeOf(key);
    return index === undefined ? undefined : files[index];
  };
  const isAlone = files.length === 1 && others.length === 0;
  const moves = isAlone ? NO_MOVES : await collectMoves({ files, others, homeOf });
  return {
    leftovers: moves.leftovers,
    pages: async function* () {
      for (const { file, write } of planned) {
        const { page: fresh, pictures, bodies } = await write();
        const existing = await readTextIfThere(file);
        const base = toBase({ file, existing, fresh }, moves, homeOf);
        yield { file, existing, base, fresh, pictures, bodies, hasGiven: moves.givers.has(file) };
      }
    },
  };
}

const NO_MOVES: SectionMoves = { arrivals: createGroups(), givers: new Set(), leftovers: [] };

type PageTexts = Pick<PageFile, "existing" | "file" | "fresh">;

/** The existing page, without the sections that were moved away, and with those that were moved to it. */
function toBase(
  { file, existing, fresh }: PageTexts,
  { arrivals, givers }: SectionMoves,
  homeOf: HomeOf,
): string | undefined {
  const came = arrivals.of(file);
  if (existing === undefined) {
    if (came.length === 0) return undefined;
    // On a new page, sections that are moved to it with the author's prose replace the generated ones.
    const keys = new Set(came.map(({ key }) => key));
    return putSections(takeSections(fresh, (key) => keys.has(key)).rest, came);
  }
  const kept = givers.has(file) ? takeSections(existing, isElsewhere(file, homeOf)).rest : existing;
  return putSections(kept, came);
}
