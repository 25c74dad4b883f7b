import { hasCode, UserError } from "../errors.ts";

/** A package or a browser that pictures need is not on this machine. */
export class MissingForImages extends UserError {}

/** Loads a package that wirewalk works without. Undefined if it, or a part of it, is not installed. */
export async function importOptional<Module>(load: () => Promise<Module>): Promise<Module | undefined> {
  try {
    return await load();
  } catch (error) {
    if (hasCode(error, "ERR_MODULE_NOT_FOUND")) return undefined;
    throw error;
  }
}

/** Loads a package that images need. Throws a `UserError` that names the package to install. */
export async function importForImages<Module>(load: () => Promise<Module>): Promise<Module> {
  const loaded = await importOptional(load);
  if (loaded !== undefined) return loaded;
  throw new MissingForImages("Drawing by Mermaid needs packages that are not installed.", {
    hint: "Run `npm i -D @mermaid-js/mermaid-cli puppeteer`, or draw with `--engine builtin`.",
  });
}
