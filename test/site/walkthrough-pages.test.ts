import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { buildSite } from "../../scripts/site.ts";
import { renderPage } from "../../src/page/page.ts";
import { imageAddProject, imageAddProjectMermaid } from "../helpers/a-walkthrough.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { type BuiltSite, buildDocs } from "./build-docs.ts";
import { openSite, type OpenSite } from "./open-site.ts";
import { type Diagram, readPage } from "./read-page.ts";

const DOCS = join(import.meta.dirname, "../../docs");

/** The pages of this repository, and one that is always there. */
const pages: Record<string, string> = {};
for (const locale of ["en", "ko"]) {
  pages[`fixture/add-project.${locale}.md`] = await renderPage(imageAddProject, {
    diagrams: [{ kind: "whole", first: 1, last: 1, mermaid: imageAddProjectMermaid }],
    title: "openstack image add project",
    locale,
    omit: [{ from: 1, to: 6, page: "./create.md", title: "image create" }],
  });
}
const create = "# image create\n";
for (const folder of ["openstack", "gallery"].filter((name) => existsSync(join(DOCS, name)))) {
  for (const file of readdirSync(join(DOCS, folder), { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".md")) pages[`${folder}/${file}`] = readFileSync(join(DOCS, folder, file), "utf8");
  }
}

let built: BuiltSite;
let site: OpenSite;

beforeAll(async () => {
  built = await buildDocs({ ...pages, "fixture/create.md": create });
  site = await openSite(built.folder);
});

afterAll(async () => {
  await site[Symbol.asyncDispose]();
  await built[Symbol.asyncDispose]();
});

test.each(["default", "slate"])("a diagram can be read in the color scheme %s", async (scheme) => {
  const page = await site.open("fixture/add-project.en.html");
  await page.evaluate(`document.body.setAttribute("data-md-color-scheme", "${scheme}")`);
  const { box, text, number } = await readPage(page, "readLightness");
  expect(Math.abs(box - text)).toBeGreaterThan(0.4);
  expect(Math.abs(number - text)).toBeGreaterThan(0.4);
  await page.close();
});

describe.each(Object.entries(pages))("%s", (path, markdown) => {
  // Opened once: a browser takes longer to load a page than to run all the checks.
  let page: Page;
  beforeAll(async () => {
    page = await site.open(path.replace(/\.md$/, ".html"));
  });
  afterAll(() => page.close());

  test("draws every arrow and participant", async () => {
    const diagrams = await readPage(page, "readDiagrams");
    const sources = Array.from(markdown.matchAll(/^```mermaid\n(.*?)^```$/gms), ([, source = ""]) => source);
    expect(sources.length).toBeGreaterThan(0);
    expect(diagrams).toEqual(sources.map(readSource));
  });

  test("has every title, highlighted line, and heading ID", async () => {
    const marks = await readPage(page, "readMarks");
    const titles = Array.from(markdown.matchAll(/^ *`{3,}\w+ title="([^"]+)"/gm));
    const highlighted = Array.from(markdown.matchAll(/hl_lines="([\d ]+)"/g), ([, lines = ""]) => lines.split(" ").length);
    expect(marks.titles).toBe(titles.length);
    expect(marks.highlightedLines).toBe(highlighted.reduce((sum, lines) => sum + lines, 0));
    expect(marks.headingIds).toEqual(Array.from(markdown.matchAll(/^### .* \{#(\S+)\}$/gm), ([, id]) => id));
  });

  test("switches every pair of tabs, and shows a tab that is alone", async () => {
    const tabs = await readPage(page, "readTabs");
    expect(tabs).toHaveLength((markdown.match(/^=== "Header"$/gm) ?? []).length);
    const pairs = tabs.filter(({ before }) => before.length > 1);
    expect(pairs).toHaveLength((markdown.match(/^=== "Body"$/gm) ?? []).length);
    for (const { before, after } of tabs) if (before.length === 1) expect([before, after]).toEqual([[true], [true]]);
    for (const { before, after } of pairs) {
      expect(before).toEqual([true, false]);
      expect(after).toEqual([false, true]);
    }
  });
});

test("no page sent a request to another server", () => {
  expect(site.outsideRequests).toEqual([]);
});

test("the site of the books example builds unchanged, with its navigation", async () => {
  const siteFolder = await tempFolder();
  buildSite({ configFile: join(DOCS, "../examples/books/mkdocs.yml"), siteFolder });
  const index = readFileSync(join(siteFolder, "index.html"), "utf8");
  expect(index).toMatch(/<nav [^]*href="tour\/"[^]*A tour of the bookshop/);
});

test("a page that requests a missing file fails the build", async () => {
  await expect(buildDocs({ "broken.md": "[gone](./gone.md)\n" })).rejects.toThrow(/exit code 1/);
});

/** What a reader must see of a diagram; an overview has no numbers. */
function readSource(source: string): Diagram {
  const participants = Array.from(source.matchAll(/^ {2}participant \S+ as (.*)$/gm), ([, label = ""]) => label);
  const numbers: string[] = [];
  let next: number | undefined;
  let lines = 0;
  for (const line of source.split("\n")) {
    const [, first] = /^ {2}autonumber(?: (\d+))?$/.exec(line) ?? [];
    if (line.startsWith("  autonumber")) next = Number(first ?? 1);
    if (!/^ {2}\S+?(?:--?>>|--x)\S+?: /.test(line)) continue;
    lines += line.split("<br/>").length;
    if (next !== undefined) numbers.push(String(next++));
  }
  return { participants, lines, numbers };
}
