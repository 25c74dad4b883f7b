import { readdir } from "node:fs/promises";
import { dirname, extname, join, sep } from "node:path";

import { isRegion, parseWhole } from "../../regions/marked-parts.ts";
import { readText } from "../../trace/files/file.ts";
import type { Config } from "../config/parse.ts";
import { listFurtherPages } from "./further-pages.ts";
import { findLeftoverFiles } from "./leftover-files.ts";

/** A page with regions that no walkthrough of the project updates: its walkthrough was renamed or removed, or it never had one. */
export interface UnclaimedPage {
  readonly file: string;
  /** Its images, except those that the author's own text names. */
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
    // A page in another encoding has no markers of ours.
    const existing = await readText(file, "lenient");
    const own = findOwnText(existing);
    if (own === undefined) continue;
    const pictures = await findLeftoverFiles({ file, existing, pictures: [], bodies: [] }, own);
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

/** The text outside regions; the whole text if its markers are broken, and undefined for a page without markers. */
function findOwnText(page: string): string | undefined {
  if (!page.includes("wirewalk:begin")) return undefined;
  const parts = parseWhole(page);
  if (parts.length === 0) return page;
  const own = parts.filter((part) => !isRegion(part));
  return own.length === parts.length ? undefined : own.map(({ text }) => text).join("");
}
