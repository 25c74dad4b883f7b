import { dirname, join } from "node:path";

import type { PagePlan } from "../../pages.ts";
import { hasProse } from "../../regions/leftover.ts";
import { putSections, takeSections, type MovingSection } from "../../regions/move-sections.ts";
import { readText } from "../../trace/files/file.ts";
import { isFile } from "../../trace/files/is-file.ts";
import type { PictureToDraw } from "../../walkthrough.ts";
import { listFurtherPages } from "./further-pages.ts";

/** A page of a walkthrough, as it is and as its trace says. */
export interface PageFile {
  readonly file: string;
  /** undefined where there is none. */
  readonly existing: string | undefined;
  /** What a merge starts from: the existing page, with the sections that came to it from other pages and without those that left. */
  readonly base: string | undefined;
  readonly fresh: string;
  readonly pictures: readonly PictureToDraw[];
  /** Whether sections left it: it must not be written before the pages that got them. */
  readonly hasGiven: boolean;
}

/** A page that the walkthrough has no more. */
export interface LeftoverPage {
  readonly file: string;
  /** What the author wrote there that belongs to no step, with the page around it; undefined where there is nothing. */
  readonly rest: string | undefined;
  /** Whether steps go from it to other pages. */
  readonly isChanged: boolean;
}

export interface PageFiles {
  /** One after the other, so that one is in memory. */
  readonly pages: () => AsyncGenerator<PageFile>;
  readonly leftovers: readonly LeftoverPage[];
}

/**
 * Reads the pages of a walkthrough and finds out which of their sections belong to another one now.
 *
 * @param first its first page
 */
export async function openPageFiles(first: string, plan: PagePlan): Promise<PageFiles> {
  const files = plan.pages.map(({ path }) => join(dirname(first), path));
  const others = (await listFurtherPages(first)).filter((file) => !files.includes(file));
  const isElsewhere = (file: string) => (key: string) => {
    const home = plan.homeOf(key);
    return home !== undefined && files[home] !== file;
  };
  const moving = new Map<string, MovingSection[]>();
  const givers = new Set<string>();
  const leftovers: LeftoverPage[] = [];
  const isAlone = files.length === 1 && others.length === 0;
  for (const file of isAlone ? [] : [...files, ...others]) {
    if (!(await isFile(file))) continue;
    const isLeftover = others.includes(file);
    const { rest, taken } = takeSections(await readText(file), isLeftover ? () => true : isElsewhere(file));
    if (taken.length > 0) givers.add(file);
    const homes = taken.map(({ key }) => plan.homeOf(key));
    // Steps that are gone go along with those beside them, where the merge keeps what the author wrote.
    let home = homes.find((index) => index !== undefined) ?? 0;
    for (const [index, section] of taken.entries()) {
      home = homes[index] ?? home;
      const target = files[home] ?? first;
      moving.set(target, [...(moving.get(target) ?? []), section]);
    }
    if (isLeftover) leftovers.push({ file, rest: hasProse(rest) ? rest : undefined, isChanged: taken.length > 0 });
  }
  return {
    leftovers,
    pages: async function* () {
      for (const [index, { write }] of plan.pages.entries()) {
        const file = files[index] ?? first;
        const { page: fresh, pictures } = await write();
        const existing = (await isFile(file)) ? await readText(file) : undefined;
        const came = moving.get(file) ?? [];
        const cameKeys = new Set(came.map(({ key }) => key));
        // A new page gives place to the sections that come to it with the author's prose.
        const blank = (): string => takeSections(fresh, (key) => cameKeys.has(key)).rest;
        const start = existing ?? (came.length > 0 ? blank() : undefined);
        const kept = start !== undefined && givers.has(file) ? takeSections(start, isElsewhere(file)).rest : start;
        const base = kept === undefined ? undefined : putSections(kept, came);
        yield { file, existing, base, fresh, pictures, hasGiven: givers.has(file) };
      }
    },
  };
}
