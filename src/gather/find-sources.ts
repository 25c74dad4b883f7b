import { glob, readdir } from "node:fs/promises";
import { join } from "node:path";

import { UserError } from "../errors.ts";
import { groupBy } from "../sequence/groups.ts";
import { statIfThere } from "../trace/files/stat-if-there.ts";
import type { TextSource } from "../trace/stream/text-source.ts";

/** The files to read as one trace. */
export interface FoundSource {
  /** A file, or the pattern of the parts of a long recording: `app.*.har`. */
  readonly file: string;
  /** Its files. */
  readonly files: readonly string[];
  /** The data of a store, which is not a file. */
  readonly fetched?: TextSource;
  /** Whether the user named it; a file that was only found in a directory may be something else. */
  readonly isNamed: boolean;
}

type FoundFile = Pick<FoundSource, "file" | "isNamed">;

/**
 * The files of the given places: files, directories with everything in them that may be a trace, and patterns. In the
 * order of their names, each once.
 *
 * @throws UserError if there is none at a place.
 */
export async function findSources(places: readonly string[]): Promise<readonly FoundSource[]> {
  const found = new Map<string, boolean>();
  for (const place of places) {
    for (const { file, isNamed } of await findAt(place)) found.set(file, isNamed || found.get(file) === true);
  }
  // The journal of a finished trace that could not be removed.
  const files = [...found.keys()].filter(
    (file) => !found.has(file.replace(/\.journal$/, "")) || !file.endsWith(".journal"),
  );
  const sources = Array.from(groupBy(files, patternOf).entries(), ([pattern, parts]): FoundSource => {
    const [only = pattern] = parts;
    const isNamed = parts.some((part) => found.get(part));
    return { file: parts.length === 1 ? only : pattern, files: parts, isNamed };
  });
  return sources.toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

/** The common name of the parts of a recording; any other file has its own name. */
function patternOf(file: string): string {
  return file.replace(/\.\d{6,}\.har(?:\.journal)?$/, ".*.har");
}

async function findAt(named: string): Promise<readonly FoundFile[]> {
  const place = named.replace(/^otlp-file:/, "");
  if (place === "-") return [{ file: place, isNamed: true }];
  const there = await statIfThere(place, "read");
  if (there?.isDirectory() === true) {
    const files = await listFolder(place);
    if (files.length > 0) return files.map((file) => ({ file, isNamed: false }));
    throw new UserError(`The directory "${place}" contains no file with the name of a trace.`, {
      hint: "Traces end in .har, .journal, .zip (of share), .jsonl or .json (spans).",
    });
  }
  if (there !== undefined) return [{ file: place, isNamed: true }];
  const matched: string[] = [];
  if (/[*?[{]/.test(place)) for await (const file of glob(place)) matched.push(file);
  const nested = await Promise.all(
    matched.map(async (file) =>
      (await statIfThere(file, "read"))?.isDirectory() === true ? listFolder(file) : [file],
    ),
  );
  if (matched.length > 0) return nested.flat().map((file) => ({ file, isNamed: false }));
  throw new UserError(`"${place}" does not exist.`, {
    hint: "Name a trace, a directory of traces, or a pattern such as 'shards/**/*.har'.",
  });
}

async function listFolder(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile() && (TRACES.test(entry.name) || entry.parentPath.endsWith(".journals")))
    .map((entry) => join(entry.parentPath, entry.name));
}

const TRACES = /\.(?:har|journal|zip|jsonl?)$/i;
