import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { isOurPicture } from "../../diagram/stamp.ts";
import { decodeEscapes } from "../../trace/decode-component.ts";
import { readText } from "../../trace/files/file.ts";
import { isFile } from "../../trace/files/is-file.ts";
import type { PageFile } from "./page-files.ts";
import { namesOf } from "./picture-names.ts";

type PageBefore = Pick<PageFile, "bodies" | "existing" | "file" | "pictures">;

/**
 * Files that wirewalk wrote next to a page and that the page no longer shows: a diagram with the stamp of its own content, and an image
 * from a body that the page showed until now. What the author's text or another page of the folder still names stays.
 *
 * @param text the page as it will be; empty if it is removed
 */
export async function findLeftoverFiles(
  { file: page, existing = "", pictures, bodies }: PageBefore,
  text: string,
): Promise<readonly string[]> {
  const folder = dirname(page);
  const planned = new Set([...pictures, ...bodies].map(({ file }) => file));
  const pageNames = namesOf(page);
  const files = await listFiles(folder);
  const others = files.filter((name) => PAGE.test(name) && name !== basename(page));
  const leftovers: string[] = [];
  for (const name of files) {
    const found = pageNames
      .filter((pageName) => name.startsWith(pageName))
      .map((pageName) => ENDING.exec(name.slice(pageName.length)))
      .find((one) => one !== null);
    if (found === undefined || planned.has(name) || isNamed(text, name)) continue;
    const file = join(folder, name);
    const isOurs = found.groups?.["body"] === undefined ? await isUnedited(file) : isNamed(existing, name);
    if (isOurs && (await isFile(file)) && !(await isNamedIn(folder, others, name))) leftovers.push(file);
  }
  return leftovers.toSorted();
}

/** Files that may be other pages. */
const PAGE = /\.(?:adoc|asciidoc|html?|markdown|mdx?|rst)$/i;

async function isNamedIn(folder: string, pages: readonly string[], name: string): Promise<boolean> {
  for (const page of pages) {
    const file = join(folder, page);
    if ((await isFile(file)) && isNamed(await readText(file, "lenient"), name)) return true;
  }
  return false;
}

/**
 * The part after the page's name in `add-project.svg`, `add-project.part-2.dark.svg`,
 * `add-project.get-cover-response.png`.
 */
const ENDING = /^\.(?:(?:part-\d+\.)?(?:dark\.)?svg|(?<body>.+-(?:request|response)\.(?:gif|jpg|png|webp)))$/s;

/** An address in a page may have the name encoded, in one way or another: `shop%20%281%29.svg`. */
function isNamed(text: string, name: string): boolean {
  return text.includes(name) || decodeEscapes(text).includes(name);
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
