import { constants } from "node:fs";
import { copyFile, link, realpath, rm } from "node:fs/promises";

import { hasCode } from "../../errors.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { fileError } from "./file-error.ts";
import { isFile } from "./is-file.ts";

/** A trace that a new one is about to replace, under another name. */
interface SetAside {
  /** `id.1.har` */
  readonly file: string;
  /** Removes it if the file was not replaced. */
  readonly undo: () => Promise<void>;
}

/**
 * Keeps the content of a file as `NAME.1.har`, or with the next free number; undefined if there is none. Throws a
 * `UserError`.
 */
async function setAside(file: string): Promise<SetAside | undefined> {
  if (!(await isFile(file))) return undefined;
  for (let number = 1; ; number += 1) {
    const name = file.replace(/(?:\.har)?$/, `.${number}.har`);
    try {
      // The file itself stays until the new one is complete. A crash could truncate a copy.
      await link(await realpath(file), name).catch((error: unknown) => copyUnlessThere(error, file, name));
      return { file: name, undo: () => rm(name, { force: true }) };
    } catch (error) {
      if (!hasCode(error, "EEXIST")) throw fileError(error, "write", name);
    }
  }
}

/** Not all disks have hard links. */
async function copyUnlessThere(error: unknown, file: string, name: string): Promise<void> {
  if (hasCode(error, "EEXIST")) throw error;
  await copyFile(file, name, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
}

/** Saves to a file, and keeps its earlier content under another name if requested and if anything was written. */
export async function saveOver<Saved extends { readonly exchanges: number }>(
  { file, keepsEarlier = false }: { readonly file: string; readonly keepsEarlier?: boolean | undefined },
  save: () => Promise<Saved>,
): Promise<Saved & { readonly earlier?: string }> {
  const aside = keepsEarlier ? await setAside(file) : undefined;
  let isReplaced = false;
  try {
    const saved = await save();
    isReplaced = saved.exchanges > 0;
    return { ...saved, ...onlyKnown({ earlier: isReplaced ? aside?.file : undefined }) };
  } finally {
    if (!isReplaced) await aside?.undo();
  }
}
