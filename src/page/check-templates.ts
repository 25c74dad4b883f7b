import { UserError } from "../errors.ts";
import { mapKnown } from "../sequence/map-known.ts";
import { textAt } from "../sequence/text-at.ts";
import { textBefore } from "../sequence/text-before.ts";
import { TARGETS } from "./dialects/targets.ts";
import { renderIndex } from "./index-page.ts";
import { readMessages } from "./locales.ts";
import { renderPage } from "./page.ts";
import { sampleIndex, sampleOptions, sampleWalkthrough } from "./sample.ts";
import { listTemplateFiles, locateOwnTemplate } from "./templates.ts";

/** Mistakes in a directory of templates. */
export interface TemplateProblem {
  readonly message: string;
  readonly hint: string;
}

/**
 * Finds mistakes in a directory of the user's templates: lays out a page with every possible part, for every target
 * that the directory has templates for, and reads its texts. Of each page, only the first mistake is reported.
 *
 * @param folder laid out like `templates/`
 * @throws UserError for a folder that has none
 */
export async function checkTemplates(folder: string): Promise<readonly TemplateProblem[]> {
  const paths = await listTemplateFiles(folder);
  if (paths.length === 0) {
    throw new UserError(`No templates found in ${folder}.`, {
      hint: "Create directories such as mkdocs and locales with `wirewalk templates eject`.",
    });
  }
  const sets = [...new Set(paths.map((path) => textBefore(path, "/")))].filter((set) => set !== "locales");
  // Invalid texts would hide the errors of the templates.
  const locale = locateOwnTemplate("locales/en.yaml");
  const options = { ...sampleOptions, locale, templatesFolder: folder };
  const pages = await Promise.all(
    sets
      .flatMap(toChoices)
      .flatMap((choice) => [
        problemOf(renderPage(sampleWalkthrough, { ...options, ...choice })),
        problemOf(renderIndex(sampleIndex, { ...options, ...choice })),
      ]),
  );
  const texts = await Promise.all(
    paths
      .filter((path) => path.startsWith("locales/"))
      .map((path) => problemOf(readMessages(path.slice("locales/".length, -".yaml".length), folder))),
  );
  const problems = [...pages, ...texts, ...(await findIdle(paths))].filter((problem) => problem !== undefined);
  // A template that several targets share has the same mistake in each.
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}

interface Choice {
  readonly target?: string;
  readonly template?: string;
}

/** How a page comes to use a set. */
function toChoices(set: string): readonly Choice[] {
  const targets = TARGETS.filter(({ dialect }) => dialect.sets.includes(set));
  return targets.length > 0 ? targets.map(({ name }) => ({ target: name })) : [{ template: set }];
}

async function problemOf(work: Promise<unknown>): Promise<TemplateProblem | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return { message: error.message, hint: error.hint ?? "" };
    throw error;
  }
}

/** In a set of wirewalk, an unknown name is most likely a typing error. */
async function findIdle(paths: readonly string[]): Promise<readonly TemplateProblem[]> {
  const own = await listTemplateFiles();
  const names = [
    ...new Set(mapKnown(own, (path) => (path.endsWith(".hbs") ? path.split("/")[1] : undefined))),
  ].toSorted();
  return paths
    .filter((path) => path.endsWith(".hbs") && own.some((known) => known.split("/")[0] === path.split("/")[0]))
    .filter((path) => !names.includes(textAt(path.split("/"), 1)))
    .map((path) => ({
      message: `Template "${path}" does not override a built-in template.`,
      hint: `Use one of these names: ${names.join(", ")}. Put new templates in a template set.`,
    }));
}
