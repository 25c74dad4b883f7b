import { existsSync, readdirSync, readlinkSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** What a program that was killed while it wrote a file has left beside it. */
export interface LeftFile {
  /** The folder that has to go. */
  readonly folder: string;
  /** What had been written. */
  readonly content: string;
  /** The file that it was to become. */
  readonly target: string;
}

/** The folder that `writeFileAtomically` makes beside a file has six letters of chance at its end. */
const LEFT = /\.tmp-[A-Za-z0-9]{6}$/;

/** Undefined for any other path. */
export function toLeftFile(path: string): LeftFile | undefined {
  const folder = path.replace(/[\\/](?:content)?$/, "");
  const content = join(folder, "content");
  if (!LEFT.test(folder) || !existsSync(content)) return undefined;
  return { folder, content, target: folder.replace(LEFT, "") };
}

/** Those in some folders that nobody is writing any more; a folder that cannot be read has none. */
export function findLeftFiles(folders: readonly string[]): readonly LeftFile[] {
  return folders
    .flatMap((folder) => namesIn(folder).map((name) => toLeftFile(join(folder, name))))
    .filter((left) => left !== undefined)
    .filter(({ content }) => !isOpen(content));
}

/** Whether a program has a file open, where the system tells. */
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

/** Moves what was written whole to where it was to go. */
export function putInPlace({ folder, content, target }: LeftFile): void {
  renameSync(content, target);
  rmSync(folder, { recursive: true, force: true });
}

export function removeLeftFile({ folder }: LeftFile): void {
  rmSync(folder, { recursive: true, force: true });
}

/** What stands beside a journal that has just become a trace was to be that trace. Returns the folders that it removed. */
export function removeLeftOf(journal: string): readonly string[] {
  const trace = journal.replace(/\.journals?\/?$/, "");
  if (trace === journal) return [];
  const ours = findLeftFiles([dirname(trace)]).filter(({ target }) => resolve(target) === resolve(trace));
  for (const left of ours) removeLeftFile(left);
  return ours.map(({ folder }) => folder);
}

export function sizeOf(file: string): number {
  return statSync(file).size;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Files are closed while we look. */
function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return "";
  }
}
