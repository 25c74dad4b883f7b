import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { isOurPicture } from "../../diagram/stamp.ts";
import { readText } from "../../trace/files/file.ts";
import { isFile } from "../../trace/files/is-file.ts";
import type { PageFile } from "./page-files.ts";
import { nameOf } from "./page-pictures.ts";

type PageBefore = Pick<PageFile, "bodies" | "existing" | "file" | "pictures">;

/**
 * Files that wirewalk wrote next to a page and that the page no longer shows: a diagram with the stamp of its own content, and an image
 * from a body that the page showed until now. What the author's text still names stays.
 *
 * @param text the page as it will be; empty if it is removed
 */
export async function findLeftoverFiles(
  { file: page, existing = "", pictures, bodies }: PageBefore,
  text: string,
): Promise<readonly string[]> {
  const folder = dirname(page);
  const planned = new Set([...pictures, ...bodies].map(({ file }) => file));
  const pageName = nameOf(page);
  const leftovers: string[] = [];
  for (const name of await listFiles(folder)) {
    const found = name.startsWith(pageName) ? ENDING.exec(name.slice(pageName.length)) : null;
    if (found === null || planned.has(name) || isNamed(text, name)) continue;
    const file = join(folder, name);
    const isOurs = found.groups?.["body"] === undefined ? await isUnedited(file) : isNamed(existing, name);
    if (isOurs && (await isFile(file))) leftovers.push(file);
  }
  return leftovers.toSorted();
}

/** Behind the name of the page, of `add-project.svg`, `add-project.part-2.dark.svg`, `add-project.get-cover-response.png`. */
const ENDING = /^\.(?:(?:part-\d+\.)?(?:dark\.)?svg|(?<body>.+-(?:request|response)\.(?:gif|jpg|png|webp)))$/s;

/** An address in a page may have the name encoded. */
function isNamed(text: string, name: string): boolean {
  return [name, encodeURI(name), encodeURIComponent(name)].some((one) => text.includes(one));
}

async function isUnedited(file: string): Promise<boolean> {
  return (await isFile(file)) && isOurPicture(await readText(file));
}

async function listFiles(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    // A page whose folder is not there yet has left nothing.
    return [];
  }
}
