import { existsSync, readlinkSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { traceFileOf } from "../journal/trace-file-of.ts";
import { namesIn } from "./names-in.ts";

/** The files that a program left when it was killed while writing. */
export interface LeftFile {
  /** The folder that has to go. */
  readonly folder: string;
  /** What had been written; undefined if nothing was yet, or nothing is any more. */
  readonly content: string | undefined;
  /** The file that it was to become. */
  readonly target: string;
  /** Whether it was already moved to that file, and only its source or the directory still has to be removed. */
  readonly isInPlace: boolean;
}

/** In that directory: the file that is being written. */
export const CONTENT = "content";
/** The complete file under another name, which stays until the source of the file is removed. */
export const WRITTEN = "written";

/** The temporary folder of `writeFileAtomically` has six random letters at its end. */
const LEFT = /\.tmp-[A-Za-z0-9]{6}$/;

/** Undefined for any other path. */
export function toLeftFile(path: string): LeftFile | undefined {
  const folder = path.replace(/[\\/](?:content|written)?$/, "");
  if (!LEFT.test(folder) || !existsSync(folder)) return undefined;
  const content = [CONTENT, WRITTEN].map((name) => join(folder, name)).find(existsSync);
  if (content === undefined && namesIn(folder).length > 0) return undefined;
  const target = folder.replace(LEFT, "");
  return { folder, content, target, isInPlace: content !== undefined && isSameFile(content, target) };
}

function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((file) => statSync(file, { bigint: true, throwIfNoEntry: false }));
  return a !== undefined && a.ino === b?.ino && a.dev === b.dev;
}

/** Leftovers in some folders that no program is writing any more; a folder that cannot be read has none. */
export function findLeftFiles(folders: readonly string[]): readonly LeftFile[] {
  return folders
    .flatMap((folder) => namesIn(folder).map((name) => toLeftFile(join(folder, name))))
    .filter((left) => left !== undefined)
    .filter(({ content }) => content === undefined || !isOpen(content));
}

/** Whether a program has a file open, if the system shows it. */
export function isOpen(file: string): boolean {
  try {
    const target = realpathSync(file);
    return namesIn("/proc")
      .filter((name) => /^\d+$/.test(name))
      .some((pid) => namesIn(`/proc/${pid}/fd`).some((name) => linkOf(`/proc/${pid}/fd/${name}`) === target));
  } catch {
    return false;
  }
}

/** Moves a completely written file to its place. */
export function putInPlace({ folder, target }: LeftFile, content: string): void {
  renameSync(content, target);
  rmSync(folder, { recursive: true, force: true });
}

export function removeLeftFile({ folder }: LeftFile): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Files next to a journal that has just become a trace were meant to be that trace. Returns the folders that it removed. */
export function removeLeftOf(journal: string): readonly string[] {
  const ours = findLeftOf(journal);
  for (const left of ours) removeLeftFile(left);
  return ours.map(({ folder }) => folder);
}

/** The remains of the trace that was made from a journal, or from a directory of journals. */
export function findLeftOf(journal: string): readonly LeftFile[] {
  const trace = traceFileOf(journal);
  if (trace === journal) return [];
  return findLeftFiles([dirname(trace)]).filter(({ target }) => resolve(target) === resolve(trace));
}

/** Bytes that had been written. */
export function sizeOf({ content }: LeftFile): number {
  return content === undefined ? 0 : statSync(content).size;
}

/** Files are closed while we look. */
function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return "";
  }
}
