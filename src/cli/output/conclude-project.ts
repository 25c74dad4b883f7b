import { dirname, extname, join } from "node:path";

import type { Coverage } from "../../openapi/measure-coverage.ts";
import type { Config } from "../../project/config/parse.ts";
import type { ProjectBook } from "../../project/index-page/project-book.ts";
import { type IndexFile, type WriteIndexesOptions, writeIndexes } from "../../project/index-page/write-indexes.ts";
import { near } from "../../project/near.ts";
import { type UnclaimedPage, findUnclaimedPages } from "../../project/pages/find-unclaimed.ts";
import { quoteShellWord } from "../../sequence/shell-word.ts";
import type { Outcome } from "./run-each.ts";

/**
 * The report on a project as a whole, after all its walkthroughs: its indexes, how much of each API it shows, and pages that belong to no
 * walkthrough.
 */
export async function concludeProject(
  project: Pick<Config, "file" | "indexes" | "walkthroughs">,
  book: ProjectBook,
  options: WriteIndexesOptions,
): Promise<readonly Outcome[]> {
  const whole = book.close();
  if (whole === undefined) return [];
  const files = await writeIndexes(project.indexes, whole, options);
  const unclaimed = await findUnclaimedPages(project);
  return [...files.map(describeIndex), ...whole.coverage.map(describeCoverage), ...unclaimed.map(describeUnclaimed)];
}

function describeIndex({ file, kind }: IndexFile): Outcome {
  const text = {
    written: `wrote ${near(file)}`,
    unchanged: `${near(file)} is up to date`,
    outdated: `${near(file)} is out of date; \`wirewalk render\` updates it`,
  }[kind];
  return { exitCode: kind === "outdated" ? 1 : 0, text };
}

/** It may have been rendered from a trace without a walkthrough on purpose, so it is not a failure. */
function describeUnclaimed({ file, pictures }: UnclaimedPage): Outcome {
  const page = near(file);
  const text = `${page} belongs to no walkthrough`;
  const renamed = near(join(dirname(file), `NEW-NAME${extname(file)}`));
  const move = `If its walkthrough was renamed, \`mv ${quoteShellWord(page)} ${quoteShellWord(renamed)}\` and render: your text stays.`;
  const also = pictures.length === 0 ? "" : ` In both cases, delete its images: ${pictures.map(near).join(", ")}.`;
  const remark = `${page} has generated regions that no walkthrough updates. ${move} If its walkthrough was removed, delete it.${also} If you rendered it from a trace alone, keep it.`;
  return { exitCode: 0, text, remarks: [remark], details: [remark] };
}

function describeCoverage(coverage: Coverage): Outcome {
  const { title, shown, operations } = coverage;
  const text = `${title}: ${shown} of ${operations} operations are shown in walkthroughs`;
  return { exitCode: 0, text, coverage };
}
