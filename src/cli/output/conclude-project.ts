import type { Coverage } from "../../openapi/measure-coverage.ts";
import type { Config } from "../../project/config/parse.ts";
import type { ProjectBook } from "../../project/index-page/project-book.ts";
import { type IndexFile, type WriteIndexesOptions, writeIndexes } from "../../project/index-page/write-indexes.ts";
import { near } from "../../project/near.ts";
import { toPrintable } from "./printable.ts";
import type { Outcome } from "./run-each.ts";

/** What is said of a project as a whole, once all its walkthroughs have been seen: its indexes, and how much of each API it shows. */
export async function concludeProject(
  { indexes }: Pick<Config, "indexes">,
  book: ProjectBook,
  options: WriteIndexesOptions,
): Promise<readonly Outcome[]> {
  const whole = book.close();
  if (whole === undefined) return [];
  const files = await writeIndexes(indexes, whole, options);
  return [...files.map(describeIndex), ...whole.coverage.map(describeCoverage)];
}

function describeIndex({ file, kind }: IndexFile): Outcome {
  const text = {
    written: `wrote ${near(file)}`,
    unchanged: `${near(file)} is up to date`,
    outdated: `${near(file)} is out of date; \`wirewalk render\` updates it`,
  }[kind];
  return { exitCode: kind === "outdated" ? 1 : 0, text };
}

function describeCoverage(coverage: Coverage): Outcome {
  const { title, shown, operations } = coverage;
  const text = toPrintable(`${title}: ${shown} of ${operations} operations are shown in walkthroughs`);
  return { exitCode: 0, text, coverage };
}
