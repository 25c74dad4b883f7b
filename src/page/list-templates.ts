import { UserError } from "../errors.ts";
import { matchedText } from "../sequence/matched-text.ts";
import { textBefore } from "../sequence/text-before.ts";
import { TARGETS, TARGET_NAMES } from "./dialects/targets.ts";
import { listTemplateFiles, readTemplateFile } from "./templates.ts";

/** A built-in template or list of texts, which a user's own can replace. */
export interface TemplateInfo {
  /** In a folder of templates: `mkdocs/io.hbs`. */
  readonly path: string;
  readonly purpose: string;
  /** Targets whose pages it lays out, except those that have their own version of that name. */
  readonly targets: readonly string[];
}

/** By path. */
export async function listTemplates(): Promise<readonly TemplateInfo[]> {
  const paths = await listTemplateFiles();
  return Promise.all(
    paths.map(async (path) => ({
      path,
      purpose: readPurpose(path, (await readTemplateFile(path, undefined)) ?? ""),
      targets: targetsOf(textBefore(path, "/")),
    })),
  );
}

/** Every template begins with a comment that states its purpose. */
function readPurpose(path: string, text: string): string {
  if (path.startsWith("locales/")) return "Texts of the page in one language.";
  return matchedText(/^\{\{!-- (.*?) --\}\}/, text, 1);
}

function targetsOf(set: string): readonly string[] {
  if (set === "locales") return TARGET_NAMES;
  return TARGETS.flatMap(({ name, dialect }) => (dialect.sets.includes(set) ? [name] : []));
}

/**
 * The text of a template that comes with wirewalk, to be changed.
 *
 * @param path `mkdocs/io.hbs`, `locales/en.yaml`
 * @throws UserError for an unknown one
 */
export async function readOwnTemplate(path: string): Promise<string> {
  const paths = await listTemplateFiles();
  const text = paths.includes(path) ? await readTemplateFile(path, undefined) : undefined;
  if (text !== undefined) return text;
  const name = textBefore(path.slice(path.lastIndexOf("/") + 1), ".");
  const alike = paths.filter((known) => known.endsWith(`/${name}.hbs`));
  throw new UserError(`Unknown template "${path}".`, {
    hint: `Use one of: ${(alike.length > 0 ? alike : paths).join(", ")}.`,
  });
}
