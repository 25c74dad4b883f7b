import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
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

test("newcomers find at least twenty entries", () => {
  expect(answers.length).toBeGreaterThanOrEqual(20);
  expect(new Set(answers.map(({ question }) => question)).size).toBe(answers.length);
});

test.each(answers)("$question: $file exists", ({ file }) => {
  const path = join(ROOT, file);
  expect(existsSync(path) && statSync(path).isFile()).toBe(true);
});

test("decisions are numbered without gaps, and the index has each by its title", () => {
  const folder = join(ROOT, "docs/decisions");
  const files = readdirSync(folder).filter((name) => name !== "README.md");
  expect(files.map((name) => Number(name.slice(0, 4)))).toEqual(files.map((_, index) => index + 1));
  const listed = files.map(
    (name) => `- [${readFileSync(join(folder, name), "utf8").split("\n", 1)[0]?.slice(2)}](${name})`,
  );
  const index = readFileSync(join(folder, "README.md"), "utf8");
  expect(index.split("\n").filter((line) => line.startsWith("- "))).toEqual(listed);
});

test("the rule finds mistakes", () => {
  const page =
    "# A\n\n## Where is …?\n\n| question | file |\n| --- | --- |\n| who a? | `src/a.ts` |\n\n## B\n\n| who b? | `b` |\n";
  expect(readAnswers(page)).toEqual([{ question: "who a?", file: "src/a.ts" }]);
});

test("every test that a guide or a note names exists", () => {
  const folders = ["docs/guide", "docs/notes", "docs/decisions"];
  const pages = folders.flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => join(folder, name)));
  const named = pages.flatMap(
    (page) => readFileSync(join(ROOT, page), "utf8").match(/(?<=`)test\/[\w./-]+\.ts(?=`)/g) ?? [],
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});
