import { glob, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { UserError } from "../errors.ts";
import { hasCode } from "../trace/files/file-error.ts";

/** A file that is to be read, and whether somebody named it: what is only found in a folder may be something else. */
export interface FoundSource {
  readonly file: string;
  readonly isNamed: boolean;
}

/**
 * The files that places name: files, folders with all that may be traces in them, and patterns. In order of their names, each once.
 *
 * @throws UserError Where there is none at a place.
 */
export async function findSources(places: readonly string[]): Promise<readonly FoundSource[]> {
  const found = new Map<string, boolean>();
  for (const place of places) {
    for (const { file, isNamed } of await findAt(place)) found.set(file, isNamed || found.get(file) === true);
  }
  return Array.from(found, ([file, isNamed]) => ({ file, isNamed })).toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

async function findAt(place: string): Promise<readonly FoundSource[]> {
  if (place === "-") return [{ file: place, isNamed: true }];
  const there = await statOf(place);
  if (there?.isDirectory() === true) {
    const files = await listFolder(place);
    if (files.length > 0) return files.map((file) => ({ file, isNamed: false }));
    throw new UserError(`In the folder "${place}" nothing is called like a trace.`, {
      hint: "traces end in .har, .journal, .zip (of share), .jsonl or .json (spans).",
    });
  }
  if (there !== undefined) return [{ file: place, isNamed: true }];
  const matched: string[] = [];
  if (/[*?[{]/.test(place)) for await (const file of glob(place)) matched.push(file);
  const nested = await Promise.all(
    matched.map(async (file) => ((await statOf(file))?.isDirectory() === true ? listFolder(file) : [file])),
  );
  if (matched.length > 0) return nested.flat().map((file) => ({ file, isNamed: false }));
  throw new UserError(`There is nothing at "${place}".`, {
    hint: "name a trace, a folder of them, or a pattern such as 'shards/**/*.har'.",
  });
}

async function listFolder(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile() && TRACES.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const TRACES = /\.(?:har|journal|zip|jsonl?)$/i;

async function statOf(place: string): Promise<Awaited<ReturnType<typeof stat>> | undefined> {
  try {
    return await stat(place);
  } catch (error) {
    if (hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR")) return undefined;
    throw new UserError(`Cannot read "${place}".`, { hint: "check its permissions.", cause: error });
  }
}
