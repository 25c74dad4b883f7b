import { access, constants, writeFile } from "node:fs/promises";

import { UserError } from "../../errors.ts";
import { isFile } from "../../trace/files/is-file.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import type { Adoption } from "./plan-adoption.ts";

/**
 * Writes an adopted page, after the project file, so that an interrupted adoption can be continued. If the page is
 * replaced, its old text is kept next to it.
 *
 * @returns the files that were written
 */
export async function writeAdoption({ kind, page, existing, text, config }: Adoption): Promise<readonly string[]> {
  await refuseReadOnly(page);
  const written: string[] = [];
  if (kind === "new") {
    const old = `${page}.orig`;
    if (await isFile(old)) {
      throw new UserError(`${old} already exists; nothing was written.`, { hint: "Move it away." });
    }
    await writeFile(old, existing, { flag: "wx" });
    written.push(old);
  }
  for (const one of [config, { file: page, existing, text }]) {
    if (one.text === one.existing) continue;
    await writeFileAtomically(one.file, one.text);
    written.push(one.file);
  }
  return written;
}

/** Before the project file is written for it. */
async function refuseReadOnly(page: string): Promise<void> {
  try {
    await access(page, constants.W_OK);
  } catch (cause) {
    throw new UserError(`Cannot write "${page}": it is read-only. Nothing was written.`, {
      hint: "Make it writable.",
      cause,
    });
  }
}
