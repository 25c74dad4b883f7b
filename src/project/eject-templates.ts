import { join } from "node:path";

import { UserError } from "../errors.ts";
import { readOwnTemplate } from "../page/list-templates.ts";
import { isFile } from "../trace/files/is-file.ts";
import { writeFileAtomically } from "../trace/files/write-file.ts";

/**
 * Copies templates to a folder.
 *
 * @param onWrite called with each file that is written
 * @throws UserError before it writes any, if one cannot be written
 */
export async function ejectTemplates(
  names: readonly string[],
  folder: string,
  onWrite: (file: string) => void,
): Promise<void> {
  const files = await Promise.all(
    names.map(async (name) => ({ file: join(folder, name), text: await readOwnTemplate(name) })),
  );
  for (const { file } of files) {
    if (await isFile(file))
      throw new UserError(`${file} already exists.`, { hint: "Remove it first, or name another directory." });
  }
  for (const { file, text } of files) {
    await writeFileAtomically(file, text);
    onWrite(file);
  }
}
