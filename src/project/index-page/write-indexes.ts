import { UserError } from "../../errors.ts";
import { DEFAULT_TARGET } from "../../page/dialects/targets.ts";
import { renderIndex } from "../../page/index-page.ts";
import { readMessages } from "../../page/locales.ts";
import { refuseSecrets } from "../../redact/scan/gate.ts";
import { mergePage } from "../../regions/merge.ts";
import { readText } from "../../trace/files/file.ts";
import { readTextIfThere } from "../../trace/files/read-text-if-there.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import type { IndexConfig } from "../config/parse.ts";
import type { RedactSettings } from "../config/types.ts";
import { near } from "../near.ts";
import { toPageAddress } from "../pages/to-page-address.ts";
import { type SecretSources, findOwnOf } from "../walkthrough-secrets.ts";
import type { ProjectRow, WholeProject } from "./project-book.ts";
import { writeNavigation } from "./write-navigation.ts";

/** A file that a project has of all its walkthroughs: an index, or the navigation of a site. */
export interface IndexFile {
  readonly file: string;
  readonly kind: "unchanged" | "outdated" | "written";
}

export interface WriteIndexesOptions extends SecretSources {
  /** Writes nothing, and reports the changes. */
  readonly isCheck: boolean;
}

/** Writes or refreshes the indexes of a project, and the navigation of its sites. */
export async function writeIndexes(
  indexes: readonly IndexConfig[],
  whole: WholeProject,
  { isCheck, ...sources }: WriteIndexesOptions,
): Promise<readonly IndexFile[]> {
  if (indexes.length === 0) return [];
  const files: IndexFile[] = [];
  const findOwn = await findOwnOf({ redact: listRedactions(whole) }, sources);
  for (const index of indexes) {
    const rows = whole.rows.filter(({ walkthrough }) => isListed(walkthrough, index));
    if (rows.length === 0) throw nothingToList(index);
    for (const { file, text, existing } of await plan(index, rows, whole)) {
      refuseSecrets(near(file), text, findOwn);
      const isSame = text === existing;
      if (!isSame && !isCheck) await writeFileAtomically(file, text);
      files.push({ file, kind: isSame ? "unchanged" : isCheck ? "outdated" : "written" });
    }
  }
  return files;
}

/** The secrets of the pages of all walkthroughs; common settings are listed once. */
function listRedactions({ rows }: WholeProject): readonly RedactSettings[] {
  const settings = rows.flatMap(({ walkthrough }) => walkthrough.redact);
  return [...new Map(settings.map((one) => [JSON.stringify(one), one])).values()];
}

/** An index links to pages of its own language, and a site to pages of its own target. */
function isListed({ locale, target }: ProjectRow["walkthrough"], index: IndexConfig): boolean {
  return locale === index.locale && (target ?? DEFAULT_TARGET) === (index.target ?? DEFAULT_TARGET);
}

function nothingToList({ page, locale, target }: IndexConfig): UserError {
  return new UserError(
    `No walkthrough is for ${near(page)}: none has the locale ${locale}${target === undefined ? "" : ` and the target ${target}`}.`,
    {
      hint: "Set `locale` and `target` of the index to those of its walkthroughs.",
      option: ["index"],
    },
  );
}

interface PlannedFile {
  readonly file: string;
  readonly text: string;
  /** undefined if there is none yet. */
  readonly existing: string | undefined;
}

async function plan(
  index: IndexConfig,
  rows: readonly ProjectRow[],
  whole: WholeProject,
): Promise<readonly PlannedFile[]> {
  const { page, nav, root, templates: templatesFolder, ...options } = index;
  const walkthroughs = rows.map(({ walkthrough, facts }) => {
    const { calls, participants } = facts;
    return { title: walkthrough.title, address: toPageAddress(page, walkthrough.page), calls, participants };
  });
  const messages = await readMessages(index.locale, templatesFolder);
  const title = index.title ?? messages["indexTitle"] ?? "";
  const fresh = await renderIndex({ walkthroughs, coverage: whole.coverage }, { ...options, title, templatesFolder });
  const existing = await readTextIfThere(page);
  const text = existing === undefined ? fresh : mergePage(existing, fresh).text;
  const planned = [{ file: page, text, existing }];
  if (nav === undefined) return planned;
  const before = await readText(nav);
  const items = [
    { title, page },
    ...rows.map(({ walkthrough }) => ({ title: walkthrough.title, page: walkthrough.page })),
  ];
  const place = { file: nav, root, target: index.target ?? DEFAULT_TARGET, name: index.name };
  return [...planned, { file: nav, text: writeNavigation(before, items, place), existing: before }];
}
