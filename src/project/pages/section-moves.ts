import { hasProse } from "../../regions/leftover.ts";
import { type MovingSection, takeSections } from "../../regions/move-sections.ts";
import { type Groups, createGroups } from "../../sequence/groups.ts";
import { readText } from "../../trace/files/file.ts";
import { isFile } from "../../trace/files/is-file.ts";

/** The page that shows a section, by its key: `get-images request`; undefined if none does. */
export type HomeOf = (key: string) => string | undefined;

/** Sections that are on another page than the one that shows them now. */
export interface SectionMoves {
  /** The sections that move to a page, by its file. */
  readonly arrivals: Pick<Groups<string, MovingSection>, "of">;
  /** Files of the pages that sections leave. */
  readonly givers: ReadonlySet<string>;
  readonly leftovers: readonly LeftoverPage[];
}

/** A page that the walkthrough no longer has. */
export interface LeftoverPage {
  readonly file: string;
  /** The author's text that belongs to no step, with the page around it; undefined if there is none. */
  readonly rest: string | undefined;
  /** Whether steps move from it to other pages. */
  readonly isChanged: boolean;
}

export interface PagesOnDisk {
  /** Pages of the plan, whether they exist yet or not. */
  readonly files: readonly string[];
  /** Existing pages that are no longer in the plan. */
  readonly others: readonly string[];
  readonly homeOf: HomeOf;
}

/**
 * Reads the existing pages, and finds the sections that belong elsewhere; from a page that is no longer needed, all
 * sections move.
 */
export async function collectMoves({ files, others, homeOf }: PagesOnDisk): Promise<SectionMoves> {
  const arrivals = createGroups<string, MovingSection>();
  const givers = new Set<string>();
  const leftovers: LeftoverPage[] = [];
  for (const file of [...files, ...others]) {
    if (!(await isFile(file))) continue;
    const isLeftover = others.includes(file);
    const { rest, taken } = takeSections(await readText(file), isLeftover ? () => true : isElsewhere(file, homeOf));
    if (taken.length > 0) givers.add(file);
    for (const { target, section } of address(taken, files, homeOf)) {
      arrivals.add(target, section);
    }
    if (isLeftover) leftovers.push({ file, rest: hasProse(rest) ? rest : undefined, isChanged: taken.length > 0 });
  }
  return { arrivals, givers, leftovers };
}

/** Whether a section of a page is shown by another one. */
export function isElsewhere(file: string, homeOf: HomeOf): (key: string) => boolean {
  return (key) => {
    const home = homeOf(key);
    return home !== undefined && home !== file;
  };
}

interface Addressed {
  readonly target: string;
  readonly section: MovingSection;
}

/** Removed steps move along with their neighbors, where the merge keeps what the author wrote. */
function address(taken: readonly MovingSection[], files: readonly string[], homeOf: HomeOf): readonly Addressed[] {
  const known = taken.map(({ key }) => homeOf(key)).find((home) => home !== undefined);
  let target = known ?? files[0];
  return taken.flatMap((section) => {
    target = homeOf(section.key) ?? target;
    return target === undefined ? [] : [{ target, section }];
  });
}
