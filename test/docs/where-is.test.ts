import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { ROOT } from "./read-guide.ts";

interface Answer {
  readonly question: string;
  readonly file: string;
}

const answers = readAnswers(readFileSync(join(ROOT, "docs/architecture.md"), "utf8"));

/** The rows of the table under "Where is …?". */
function readAnswers(page: string): readonly Answer[] {
  const [, section = ""] = /^## Where is …\?$([^]*?)(?=^## |$(?![^]))/m.exec(page) ?? [];
  const rows = section.matchAll(/^\| (.+\?) +\| (.+?) +\|$/gm);
  return Array.from(rows, ([, question = "", answer = ""]) => ({ question, file: answer.replaceAll("`", "") }));
}

test("newcomers find at least twenty answers", () => {
  expect(answers.length).toBeGreaterThanOrEqual(20);
  expect(new Set(answers.map(({ question }) => question)).size).toBe(answers.length);
});

test.each(answers)("$question: $file is there", ({ file }) => {
  const path = join(ROOT, file);
  expect(existsSync(path) && statSync(path).isFile()).toBe(true);
});

test("the rule is not blind", () => {
  const page =
    "# A\n\n## Where is …?\n\n| question | file |\n| --- | --- |\n| who a? | `src/a.ts` |\n\n## B\n\n| who b? | `b` |\n";
  expect(readAnswers(page)).toEqual([{ question: "who a?", file: "src/a.ts" }]);
});
