import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { fileError } from "../../trace/files/file-error.ts";

/** The files that paths and patterns name, and those within the folders among them, except what git ignores and `node_modules`. */
export async function listFiles(paths: readonly string[]): Promise<string[]> {
  const named = await Promise.all(paths.map(expand));
  const lists = await Promise.all(
    named.flat().map(async (path) => ((await isFolder(path)) ? listFolder(path) : [path])),
  );
  return [...new Set(lists.flat())];
}

/** A pattern is rarely quoted. */
async function expand(path: string): Promise<readonly string[]> {
  if (!/[*?]/.test(path)) return [path];
  const { findParts } = await import("../../trace/files/find-parts.ts");
  return findParts(path) ?? [path];
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw fileError(cause, "read", path);
  }
}

async function listFolder(folder: string): Promise<string[]> {
  const names = (await listByGit(folder)) ?? (await listByHand(folder));
  return names
    .filter((name) => !/(?:^|[\\/])(?:node_modules|\.git)[\\/]/.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

/** What git tracks or would track; undefined outside of a working tree, or where there is no git. */
async function listByGit(folder: string): Promise<string[] | undefined> {
  const { execFile } = await import("node:child_process");
  const options = ["-C", folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  try {
    const { stdout } = await promisify(execFile)("git", options, { maxBuffer: LONGEST_LIST });
    const names = stdout.split("\0").filter((name) => name !== "");
    const isThere = await Promise.all(names.map((name) => isFile(join(folder, name))));
    return names.filter((_, index) => isThere[index]);
  } catch {
    return undefined;
  }
}

/** Bytes; two million paths. */
const LONGEST_LIST = 1 << 28;

/** Git lists what was deleted, and other repositories as folders. */
async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function listByHand(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const isThere = await Promise.all(names.map((name) => isFile(join(folder, name))));
  return names.filter((_, index) => isThere[index]);
}
