import { readdir } from "node:fs/promises";
import { dirname, extname, join, sep } from "node:path";

import { UserError } from "../../errors.ts";
import { isRegion } from "../../regions/marked-parts.ts";
import { parsePage } from "../../regions/parse-page.ts";
import { readText } from "../../trace/files/file.ts";
import type { Config } from "../config/parse.ts";
import { listFurtherPages } from "./further-pages.ts";
import { findLeftoverFiles } from "./leftover-files.ts";

/** A page with regions that no walkthrough of the project refreshes: of one that was renamed or removed, or of none. */
export interface UnclaimedPage {
  readonly file: string;
  /** Its images. */
  readonly pictures: readonly string[];
}

/** Looks in the folders that have pages of the project, and below them. */
export async function findUnclaimedPages({
  file: configFile,
  walkthroughs,
  indexes,
}: Pick<Config, "file" | "indexes" | "walkthroughs">): Promise<readonly UnclaimedPage[]> {
  const pages = [...walkthroughs.map(({ page }) => page), ...indexes.map(({ page }) => page)];
  const endings = new Set([...ENDINGS, ...pages.map((page) => extname(page))]);
  const further = await Promise.all(walkthroughs.map(({ page }) => listFurtherPages(page)));
  const claimed = new Set([...pages, ...further.flat()]);
  const unclaimed: UnclaimedPage[] = [];
  for (const file of await listPages(
    pages.map((page) => dirname(page)),
    dirname(configFile),
  )) {
    if (!endings.has(extname(file)) || claimed.has(file)) continue;
    // A page in another encoding has none of ours.
    const existing = await readText(file, "lenient");
    if (!hasRegions(existing)) continue;
    const pictures = await findLeftoverFiles({ file, existing, pictures: [], bodies: [] }, "");
    unclaimed.push({ file, pictures });
  }
  return unclaimed;
}

/** Of pages for any target. */
const ENDINGS = [".adoc", ".md", ".mdx"];

/** Below the folder of the project itself there may be anything. */
async function listPages(folders: readonly string[], root: string): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const folder of new Set(folders)) {
    const isAbove = `${root}${sep}`.startsWith(`${folder}${sep}`);
    for (const file of await listFiles(folder, !isAbove)) found.add(file);
  }
  return [...found].toSorted();
}

async function listFiles(folder: string, isDeep: boolean): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name));
  const below = entries.filter((entry) => entry.isDirectory() && !/^(?:\.|node_modules$)/.test(entry.name));
  if (isDeep) for (const { name } of below) files.push(...(await listFiles(join(folder, name), isDeep)));
  return files;
}

function hasRegions(text: string): boolean {
  if (!text.includes("wirewalk:begin")) return false;
  try {
    return parsePage(text).some(isRegion);
  } catch (error) {
    if (error instanceof UserError) return true;
    throw error;
  }
}
