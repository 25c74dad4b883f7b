import { writeFile } from "node:fs/promises";

import { UserError } from "../../errors.ts";
import { isFile } from "../../trace/files/is-file.ts";
import { refuseReadOnly, writeFileAtomically } from "../../trace/files/write-file.ts";
import type { Adoption } from "./plan-adoption.ts";

/**
 * Writes an adopted page, after the project file, so that an interrupted adoption can be continued. If the page is
 * replaced, its old text is kept next to it.
 *
 * @returns the files that were written
 */
export async function writeAdoption({ kind, page, existing, text, config }: Adoption): Promise<readonly string[]> {
  const changed = [config, { file: page, existing, text }].filter((one) => one.text !== one.existing);
  for (const { file } of changed) await refuseReadOnly(file);
  const written: string[] = [];
  if (kind === "new") {
    const old = `${page}.orig`;
    if (await isFile(old)) {
      throw new UserError(`${old} already exists; nothing was written.`, { hint: "Move it away." });
    }
    await writeFile(old, existing, { flag: "wx" });
    written.push(old);
  }
  for (const one of changed) {
    await writeFileAtomically(one.file, one.text);
    written.push(one.file);
  }
  return written;
}
