import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";

import { UserError } from "../../errors.ts";
import { onlyFilled } from "../../json/only-filled.ts";
import { isFurtherPage } from "../../regions/leftover.ts";
import { readText } from "../../trace/files/file.ts";
import { isFile } from "../../trace/files/is-file.ts";
import { near } from "../near.ts";

/** The pages in the folder named like the first that lead back to it. */
export async function listFurtherPages(first: string): Promise<readonly string[]> {
  const extension = extname(first);
  const folder = join(dirname(first), basename(first, extension));
  const found: string[] = [];
  for (const name of await listFiles(folder)) {
    const file = join(folder, name);
    if (extname(name) === extension && (await isFile(file)) && (await leadsTo(first, file))) found.push(file);
  }
  return found.toSorted();
}

/**
 * All pages of the walkthrough that a page belongs to, the first before the others; only the page itself if there are
 * no others.
 */
export async function findAllPages(page: string): Promise<readonly string[]> {
  const first = `${dirname(resolve(page))}${extname(page)}`;
  const isFurther = (await isFile(first)) && (await isFile(page)) && (await leadsTo(first, page));
  const start = isFurther ? near(first) : page;
  return [start, ...(await listFurtherPages(start))];
}

async function leadsTo(first: string, page: string): Promise<boolean> {
  const text = await readText(page);
  try {
    return isFurtherPage(text, basename(first));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${near(page)}: ${error.message}`, { ...onlyFilled({ hint: error.hint }), cause: error });
  }
}

async function listFiles(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
