import { expect, test, describe, beforeAll } from "vitest";

import { toLines } from "../../src/page/code-view.ts";
import { showOnOneLine } from "../../src/page/visible-text.ts";
import { hostileTexts } from "../page/hostile-strings.ts";
import { hostileOptions, hostileWalkthrough } from "../page/hostile-walkthrough.ts";
import { renderDraft } from "../page/render-draft.ts";
import { buildDocs } from "./build-docs.ts";
import { openSite } from "./open-site.ts";
import { readPage, type Texts } from "./read-page.ts";

/** Every extension that is known to change text, and files that a snippet could include. */
const CONFIGURATION = `
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.betterem
  - pymdownx.caret
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.emoji
  - pymdownx.highlight: {auto_title: true}
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.magiclink
  - pymdownx.mark
  - pymdownx.smartsymbols
  - pymdownx.snippets: {base_path: ["."]}
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist
  - pymdownx.tilde
`;

const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"/>';

let seen: Texts;

beforeAll(async () => {
  const markdown = await renderDraft(hostileWalkthrough(hostileTexts), hostileOptions(hostileTexts));
  await using built = await buildDocs({ "hostile.md": markdown, "hostile.svg": PICTURE, "hostile.dark.svg": PICTURE }, CONFIGURATION);
  await using site = await openSite(built.folder);
  const page = await site.open("hostile.html");
  seen = await readPage(page, "readTexts");
});

/** As HTML shows it: runs of spaces become one. */
function flat(text: string): string {
  return showOnOneLine(text).replace(/ +/g, " ").trim();
}

/** As code shows it: tab stops of four columns; blank lines around it and blanks on empty lines are lost; the breaks of directives are omitted. */
function plain(code: string): string {
  return code.replaceAll("\u200B", "").replace(/^.*\t.*$/gm, expandTabs).replace(/^ +$/gm, "").replace(/^\n+|\n+$/g, "");
}

function expandTabs(line: string): string {
  return line.split("\t").reduce((before, part) => before.padEnd(Math.floor(before.length / 4) * 4 + 4) + part);
}

function answerOf(text: string): string {
  return `${`200 ${text}`.trim()} ${text}`.trim();
}

describe("hostile texts come out of the real MkDocs unchanged", () => {
  test("in the first heading", () => {
    expect(flat(seen.title)).toBe(flat(hostileTexts.join(" ")));
  });

  test("in headings and the table of contents", () => {
    const expected = hostileTexts.flatMap((text, index) => [
      `(${index * 6 + 1}) ${flat(`GET ${text}`)}`,
      `(${index * 6 + 2}) ${flat(answerOf(text))}`,
      `(${index * 6 + 3}) GET /`,
      `(${index * 6 + 4}) E /`,
    ]);
    expect(seen.headings.map(flat)).toEqual(expected);
    expect(seen.contents.map(flat)).toEqual(expected);
  });

  test("in titles of code", () => {
    const failed = "GET http://203.0.113.101/image";
    const expected = hostileTexts.flatMap((text) => [`GET ${text}`, answerOf(text), failed]);
    expect(seen.codeTitles.map(flat)).toEqual(expected.map(flat));
  });

  test("in headers and bodies", () => {
    const expected = hostileTexts.flatMap((text) => [`H: ${showOnOneLine(text)}`, plain(toLines(text).join("\n"))]);
    const codes = seen.codes.map(plain);
    for (const code of expected) expect(codes).toContain(code);
  });

  test("in the command's output", () => {
    expect(seen.codes.map(plain)).toContain(plain(toLines(hostileTexts.join("\n@\n")).join("\n")));
  });

  test("in the launch configuration, which is valid JSON", () => {
    const launch = seen.codes.find((code) => code.includes('"program": "echo"')) ?? "";
    const { args } = JSON.parse(plain(launch)) as { args: string[] };
    expect(args.map((text) => text.replaceAll("␡", "\u007F"))).toEqual(hostileTexts);
  });

  test("in code spans", () => {
    const expected = hostileTexts.map(flat);
    const variables = seen.listItems.filter(({ length }) => length === 3);
    expect(variables.map(([, value = ""]) => flat(plain(value)))).toEqual(expected);
    expect(seen.failures.map((text) => flat(plain(text)))).toEqual(expected);
  });

  test("in image descriptions", () => {
    expect(seen.alts).toHaveLength(2);
    for (const alt of seen.alts) expect(flat(alt)).toContain(flat(hostileTexts.join(" ")));
  });

  test("in links", () => {
    expect(seen.noteLinks.map(flat)).toEqual(hostileTexts.map(flat));
  });

  test("and none of them is active", () => {
    expect(seen.live).toBe(0);
  });
});
