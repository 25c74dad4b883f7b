import { dirname, join } from "node:path";

import type { MovingSection, PagePicture, PagePlan } from "../index.ts";
import { listFurtherPages } from "./further-pages.ts";
import { isFile } from "./is-file.ts";

/** A page of a walkthrough, as it is and as its trace says. */
export interface PageFile {
  readonly file: string;
  /** undefined where there is none. */
  readonly existing: string | undefined;
  /** What a merge starts from: the existing page, with the sections that came to it from other pages and without those that left. */
  readonly base: string | undefined;
  readonly fresh: string;
  readonly pictures: readonly PagePicture[];
  /** Whether sections left it: it must not be written before the pages that got them. */
  readonly hasGiven: boolean;
}

/** A page that the walkthrough has no more. */
export interface LeftoverPage {
  readonly file: string;
  /** Whether the author wrote something there that belongs to no step. */
  readonly hasProse: boolean;
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
  const { hasProse, putSections, readText, takeSections } = await import("../index.ts");
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
    const { rest, taken } = takeSections(await readText(file), isElsewhere(file));
    if (taken.length > 0) givers.add(file);
    for (const section of taken) {
      const home = files[plan.homeOf(section.key) ?? 0] ?? first;
      moving.set(home, [...(moving.get(home) ?? []), section]);
    }
    if (others.includes(file)) leftovers.push({ file, hasProse: hasProse(rest) });
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
