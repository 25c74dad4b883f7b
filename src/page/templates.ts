import { type Dirent, readFileSync, readdirSync } from "node:fs";
import { readFile, readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { hasCode, UserError } from "../errors.ts";
import { locateOwnFile } from "../own-files.ts";
import { adviseNearest } from "../sequence/nearest-name.ts";
import { DEFAULT_LOCALE } from "./default-locale.ts";
import type { Dialect } from "./dialects/dialect.ts";
import type { PageOptions } from "./page-options.ts";

/** A template file as found on disk. */
export interface TemplateSource {
  /** Without folder and ending: `response`. */
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

/**
 * Reads the template sets of a dialect and the one that the user chose: the built-in ones, each template replaced by its namesake in the
 * user's folder, and templates of a set by those of a later one.
 *
 * @throws UserError for a set that is in neither place
 */
export async function readTemplates(
  { sets }: Pick<Dialect, "sets">,
  { template, templatesFolder }: Pick<PageOptions, "template" | "templatesFolder">,
): Promise<readonly TemplateSource[]> {
  const byName = new Map<string, TemplateSource>();
  const places = await placesOf(templatesFolder);
  if (template !== undefined && !sets.includes(template)) refuseOtherTarget(template);
  for (const set of new Set([...sets, ...(template === undefined ? [] : [template])])) {
    const found = await readSet(set, places);
    if (found.length === 0) throw await noTemplates(set, places);
    for (const source of found) byName.set(source.name, source);
  }
  return [...byName.values()];
}

/** Half of a page would be in the syntax of the other target, whether or not the user's folder overrides that set. */
function refuseOtherTarget(set: string): void {
  if (!readdirSync(OWN_TEMPLATES).includes(set)) return;
  throw new UserError(`The template set "${set}" belongs to another kind of page.`, {
    hint: "Use `target` to write pages of another kind, and give a set of your own another name.",
    option: ["template"],
  });
}

async function readSet(set: string, places: readonly string[]): Promise<readonly TemplateSource[]> {
  const sources: TemplateSource[] = [];
  for (const place of places) {
    // At once: two dozen small files take a tenth of the time that way.
    for (const name of await listNames(join(place, set))) {
      const file = join(place, set, `${name}.hbs`);
      sources.push({ name, file, text: readFileSync(file, "utf8") });
    }
  }
  return sources;
}

async function noTemplates(set: string, places: readonly string[]): Promise<UserError> {
  const paths = (await Promise.all(places.map(listTemplateFiles))).flat();
  const sets = new Set(paths.filter((path) => path.endsWith(".hbs")).map((path) => dirname(path)));
  return new UserError(`Unknown template set "${set}".${adviseNearest(set, sets)}`, {
    hint: `Put a ${set}/page.hbs into your template directory, or remove the set to use that of the target.`,
    option: ["template"],
  });
}

/** Reads a file of `templates/`, from the user's directory if it is there; undefined if neither has. */
export async function readTemplateFile(path: string, folder: string | undefined): Promise<string | undefined> {
  for (const place of (await placesOf(folder)).toReversed()) {
    const text = await readTextFile(join(place, path));
    if (text !== undefined) return text;
  }
  return undefined;
}

/**
 * Templates and texts of a folder, as paths in it: `mkdocs/io.hbs`, `locales/de.yaml`.
 *
 * @param folder @default the built-in one
 */
export async function listTemplateFiles(folder = OWN_TEMPLATES): Promise<readonly string[]> {
  const entries = await list(folder);
  const sets = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const files = await Promise.all(
    sets.map(async (set) => {
      const ending = set === "locales" ? /\.yaml$/ : /\.hbs$/;
      const files = (await list(join(folder, set))).map(({ name }) => name);
      return files.filter((file) => ending.test(file)).map((file) => `${set}/${file}`);
    }),
  );
  return files.flat().toSorted();
}

/** Languages that come with wirewalk: English, then the others from the end of the alphabet, as help has them. */
export function listOwnLocales(): readonly string[] {
  const files = readdirSync(join(OWN_TEMPLATES, "locales")).filter((file) => file.endsWith(".yaml"));
  const others = files.map((file) => file.slice(0, -".yaml".length)).filter((locale) => locale !== DEFAULT_LOCALE);
  return [DEFAULT_LOCALE, ...others.toSorted().toReversed()];
}

/** undefined if there is no such file. */
export async function readTextFile(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw cause;
  }
}

/** A file of `templates/` as it comes with wirewalk. */
export function locateOwnTemplate(path: string): string {
  return join(OWN_TEMPLATES, path);
}

const OWN_TEMPLATES = fileURLToPath(locateOwnFile("templates/"));

/** Later ones count more. */
async function placesOf(folder: string | undefined): Promise<readonly string[]> {
  if (folder === undefined) return [OWN_TEMPLATES];
  if (await isFolder(folder)) return [OWN_TEMPLATES, folder];
  throw new UserError(`Template directory ${folder} does not exist.`, {
    hint: "Create one with `wirewalk templates eject NAME -o DIR`.",
    option: ["templates"],
  });
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    if (isMissing(cause)) return false;
    throw cause;
  }
}

async function listNames(folder: string): Promise<readonly string[]> {
  const files = (await list(folder)).map(({ name }) => name);
  return files.filter((file) => file.endsWith(".hbs")).map((file) => file.slice(0, -".hbs".length));
}

/** An empty list for a missing directory. */
async function list(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw cause;
  }
}

function isMissing(cause: unknown): boolean {
  return hasCode(cause, "ENOENT", "ENOTDIR");
}
