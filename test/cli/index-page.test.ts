import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { TARGET_NAMES } from "../../src/page/dialects/targets.ts";
import { createProject, run } from "./run-in-project.ts";

const TRACES = join(import.meta.dirname, "../../traces/gallery");

async function aProject(settings: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await createProject(settings);
  for (const name of ["plain", "polling"]) copyFileSync(join(TRACES, `${name}.har`), join(folder, `${name}.har`));
  copyFileSync(join(import.meta.dirname, "orders-api.txt"), join(folder, "api.yaml"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

const read = (folder: string, file: string): string => readFileSync(join(folder, file), "utf8");

test.each(TARGET_NAMES)(
  "an index of %s lists all walkthroughs and the parts of an API that they show; text around it stays",
  async (target) => {
    const folder = await aProject(
      `target: ${target}\nopenapi: api.yaml\nindex: { page: docs/all.md }\nwalkthroughs:\n  buy: { trace: plain.har, title: 'Buy "a" {book}' }\n  wait: { trace: polling.har, page: docs/more/wait.md }\n`,
    );
    expect((await run(folder, "render")).exitCode).toBe(0);
    const page = read(folder, "docs/all.md");
    expect(page).toContain("./buy.md");
    expect(page).toContain("./more/wait.md");
    expect(page).toMatch(/Orders: \d of 3 operations are shown in walkthroughs\./);
    const edited = page.replace(/\n(.*wirewalk:begin part=index)/, "\nMine.\n\n$1") + "\nAnd mine.\n";
    writeFileSync(join(folder, "docs/all.md"), edited);
    expect((await run(folder, "check")).exitCode).toBe(0);
    const config = join(folder, "wirewalk.config.yaml");
    writeFileSync(config, `${readFileSync(config, "utf8")}  again: { trace: plain.har }\n`);
    expect((await run(folder, "render", "again")).exitCode).toBe(0);
    const { exitCode, stderr } = await run(folder, "check");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("docs/all.md is out of date");
    expect((await run(folder, "render")).exitCode).toBe(0);
    const refreshed = read(folder, "docs/all.md");
    expect(refreshed).toContain("./again.md");
    expect(refreshed).toMatch(/\nMine\.\n[^]*\nAnd mine\.\n$/);
  },
);

test("links lead to pages whatever the names of their files", async () => {
  const folder = await aProject(
    `index: { page: docs/all.md, nav: docs/SUMMARY.md }
walkthroughs:
  buy: { trace: plain.har, page: "docs/100% of #1 (a?)/größe.md", title: Buy }
`,
    { "docs/SUMMARY.md": "<!-- wirewalk:begin nav docs/all.md -->\n<!-- wirewalk:end nav docs/all.md -->\n" },
  );
  expect((await run(folder, "render")).exitCode).toBe(0);
  for (const file of ["docs/all.md", "docs/SUMMARY.md"]) {
    const [, address = ""] = /\[Buy\]\(([^()\s]+)\)/.exec(read(folder, file)) ?? [];
    const { pathname, hash, search } = new URL(address, "http://site/docs/");
    expect({ path: decodeURIComponent(pathname), hash, search }).toEqual({
      path: "/docs/100% of #1 (a?)/größe.md",
      hash: "",
      search: "",
    });
  }
});

test.each([
  ["an index", "{ page: docs/all.md, nav: docs/all.md }", "the index"],
  ["the page of a walkthrough", "{ page: docs/all.md, nav: docs/buy.md }", "the page of"],
  ["a later index", "[{ page: docs/all.md, nav: docs/gfm.md }, { page: docs/gfm.md, target: gfm }]", "the index"],
])("a navigation that is %s is refused", async (_what, index, reason) => {
  const folder = await aProject(`index: ${index}\nwalkthroughs: { buy: { trace: plain.har } }\n`);
  const { exitCode, stderr } = await run(folder, "render");
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(`its file is ${reason}`) });
});

test("an operation that a page omits is not shown, and is listed", async () => {
  const folder = await aProject(
    "openapi: api.yaml\nindex: { page: docs/all.md, title: Everything }\nwalkthroughs:\n  buy: { trace: plain.har, omit: [{ from: 1, to: 2 }] }\n",
  );
  expect((await run(folder, "render")).exitCode).toBe(0);
  expect(read(folder, "docs/all.md")).toContain("Orders: 2 of 3 operations");
  expect(read(folder, "docs/all.md")).toContain("`POST /v1/token`");
  const { stdout } = await run(folder, "check", "--json");
  const { walkthroughs } = JSON.parse(stdout) as { walkthroughs: { coverage?: unknown }[] };
  expect(walkthroughs.flatMap(({ coverage }) => coverage ?? [])).toEqual([
    { title: "Orders", operations: 3, shown: 2, missing: ["POST /v1/token"] },
  ]);
});

test.each([
  ["mkdocs", "mkdocs.yml", "#", '- "Buy: it": "buy.md"'],
  ["zensical", "zensical.toml", "#", '{ "Buy: it" = "buy.md" },'],
  ["docusaurus", "sidebars.js", "//", '{ type: "doc", id: "buy", label: "Buy: it" },'],
  ["vitepress", "docs/.vitepress/config.ts", "//", '{ text: "Buy: it", link: "/buy" },'],
  ["asciidoc", "nav.adoc", "//", "* xref:buy.md[Buy: it]"],
])("the navigation of %s has a block in %s, and the rest of the file stays", async (target, nav, comment, line) => {
  const root = target === "asciidoc" ? ", root: docs" : "";
  const block = `before\n    ${comment} wirewalk:begin nav docs/all.md\n    old\n    ${comment} wirewalk:end nav docs/all.md\r\nafter`;
  const folder = await aProject(
    `target: ${target}\nindex: { page: docs/all.md, nav: ${nav}${root} }\nwalkthroughs: { buy: { trace: plain.har, title: "Buy: it" } }\n`,
    { [nav]: block },
  );
  expect((await run(folder, "render")).exitCode).toBe(0);
  const text = read(folder, nav);
  expect(text).toContain(`\n    ${line}\n`);
  expect(text).not.toContain("old");
  expect(text.startsWith("before\n")).toBe(true);
  expect(text.endsWith("\r\nafter")).toBe(true);
  expect((await run(folder, "check")).exitCode).toBe(0);
});

test("a file with Windows line endings keeps its block, however often it is written", async () => {
  const nav = "a\r\n# wirewalk:begin nav docs/all.md\r\n- old: old.md\r\n# wirewalk:end nav docs/all.md\r\n";
  const folder = await aProject(
    "index: { page: docs/all.md, nav: mkdocs.yml }\nwalkthroughs: { buy: { trace: plain.har } }\n",
    { "mkdocs.yml": nav },
  );
  expect((await run(folder, "render")).exitCode).toBe(0);
  expect(read(folder, "mkdocs.yml")).toBe(
    nav.replace("- old: old.md", '- "API walkthroughs": "all.md"\r\n- "buy": "buy.md"'),
  );
  expect((await run(folder, "check")).exitCode).toBe(0);
});

test("a list of links is navigation in every Markdown file", async () => {
  const nav = "<!-- wirewalk:begin nav docs/all.md -->\n<!-- wirewalk:end nav docs/all.md -->\n";
  const folder = await aProject(
    "index: { page: docs/all.md, nav: docs/SUMMARY.md }\nwalkthroughs: { buy: { trace: plain.har } }\n",
    { "docs/SUMMARY.md": nav },
  );
  expect((await run(folder, "render")).exitCode).toBe(0);
  expect(read(folder, "docs/SUMMARY.md")).toContain("\n- [API walkthroughs](all.md)\n- [buy](buy.md)\n");
});

test.each([
  ["index: { page: docs/all.md, nav: mkdocs.yml }", "has no place for the navigation of docs/all.md", 2],
  ["index: { page: other/all.md, nav: mkdocs2.yml }", "is not in docs", 2],
  ["index: { page: docs/all.md, locale: ko }", "No walkthrough is for docs/all.md", 2],
  ["index: { page: docs/buy.md }", 'already the page of "buy"', 2],
  ["index: [{ page: docs/all.md }, { page: docs/all.md }]", 'already the index "docs/all.md"', 2],
  ["target: gfm\nindex: { page: docs/all.md, nav: mkdocs.yml }", "have no navigation file", 2],
])("%s is refused", async (setting, message, code) => {
  const folder = await aProject(`${setting}\nwalkthroughs: { buy: { trace: plain.har } }\n`, {
    "mkdocs.yml": "nav: []\n",
    "mkdocs2.yml": "# wirewalk:begin nav other/all.md\n# wirewalk:end nav other/all.md\n",
  });
  const { exitCode, stderr } = await run(folder, "render");
  expect(stderr).toContain(message);
  expect(exitCode).toBe(code);
});

test.each([
  ["docs/all.md", "redact: { rules: [{ pattern: 'Project-\\w+' }] }\n", "{ trace: plain.har }"],
  ["docs/all.md", "", "{ trace: plain.har, redact: { rules: [{ pattern: 'Project-\\w+' }] } }"],
  ["mkdocs.yml", "redact: { rules: [{ pattern: 'Project-\\w+' }] }\n", "{ trace: plain.har }"],
])("%s is not written with a secret of the project", async (file, settings, walkthrough) => {
  const nav = "# wirewalk:begin nav docs/all.md\n# wirewalk:end nav docs/all.md\n";
  const folder = await aProject(
    `${settings}index: { page: docs/all.md, nav: mkdocs.yml }\nwalkthroughs: { buy: ${walkthrough}, sell: { trace: plain.har } }\n`,
    { "mkdocs.yml": nav },
  );
  expect((await run(folder, "render")).exitCode).toBe(0);
  const text = `${read(folder, file)}# Of Project-Hush\n`;
  writeFileSync(join(folder, file), text);
  for (const command of ["check", "render"]) {
    const { exitCode, stderr } = await run(folder, command);
    expect(stderr).toContain(`Did not write "${file}": it would contain a likely secret.`);
    expect(stderr).not.toContain("Hush");
    expect(exitCode).toBe(4);
  }
  expect(read(folder, file)).toBe(text);
});

test("each language has a separate index", async () => {
  const folder = await aProject(
    "index: [{ page: en.md }, { page: ko.md, locale: ko }]\nwalkthroughs:\n  buy: { trace: plain.har }\n  kaufen: { trace: plain.har, locale: ko }\n",
  );
  expect((await run(folder, "render")).exitCode).toBe(0);
  expect(read(folder, "en.md")).not.toContain("kaufen");
  expect(read(folder, "ko.md")).toMatch(/kaufen.*호출 3회/);
});
