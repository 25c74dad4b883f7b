import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { type Io, tell } from "../cli/io.ts";
import { UserError } from "../errors.ts";
import { readOwnTemplate } from "../page/list-templates.ts";
import { writeFileAtomically } from "../trace/files/file.ts";
import { isFile } from "../trace/files/is-file.ts";

/** Copies templates to a folder; returns the exit code. @throws UserError before it writes any, where one cannot be */
export async function ejectTemplates(io: Io, names: readonly string[], folder: string | undefined): Promise<number> {
  if (names.length === 0 || folder === undefined) {
    throw new UserError("`wirewalk templates eject` needs the names of templates, and a folder.", {
      hint: "such as `templates eject mkdocs/note.hbs -o templates`; `templates list` has the names.",
    });
  }
  const files = await Promise.all(
    names.map(async (name) => ({ file: join(folder, name), text: await readOwnTemplate(name) })),
  );
  for (const { file } of files) {
    if (await isFile(file))
      throw new UserError(`${file} is there already.`, { hint: "Remove it first, or name another folder." });
  }
  for (const { file, text } of files) {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomically(file, text);
    tell(io, `Wrote ${file}.`);
  }
  return 0;
}
