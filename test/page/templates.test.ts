import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import Handlebars from "handlebars";
import { describe, expect, test } from "vitest";

import { UserError } from "../../src/errors.ts";
import { mkdocs } from "../../src/page/dialects/mkdocs.ts";
import { TARGETS } from "../../src/page/dialects/targets.ts";
import { createHelpers } from "../../src/page/helpers.ts";
import { viewIndex } from "../../src/page/index-view.ts";
import { sampleIndex, sampleOptions } from "../../src/page/sample.ts";
import { viewPage } from "../../src/page/view.ts";
import { aWalkthrough, imageAddProject } from "../helpers/a-walkthrough.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { renderDraft } from "./render-draft.ts";

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await tempFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

async function failureOf(files: Readonly<Record<string, string>>, template = "mkdocs"): Promise<UserError> {
  const templatesFolder = await folderWith(files);
  const failure: unknown = await renderDraft(imageAddProject, { templatesFolder, template }).catch(
    (error: unknown) => error,
  );
  if (failure instanceof UserError) return failure;
  throw new Error(`Not a UserError: ${String(failure)}`);
}

describe("a directory of the user", () => {
  test("replaces one template by its name; the others stay", async () => {
    const templatesFolder = await folderWith({ "mkdocs/output.hbs": "Printed {{code stdout.[0]}}.\n" });
    const page = await renderDraft(imageAddProject, { templatesFolder });
    expect(page).toMatch(/\nPrinted `\+-----------\+---------\+`\.\n$/);
    expect(page).toContain('=== "Header"');
  });

  test("applies changes since the previous page to the next one", async () => {
    const templatesFolder = await folderWith({ "mkdocs/page.hbs": "{{titel}}" });
    const page = join(templatesFolder, "mkdocs/page.hbs");
    await expect(renderDraft(imageAddProject, { templatesFolder })).rejects.toThrow("titel");
    for (const text of ["one\n", "two\n"]) {
      await writeFile(page, text);
      expect(await renderDraft(imageAddProject, { templatesFolder })).toBe(text);
    }
    await writeFile(join(templatesFolder, "mkdocs/part.hbs"), "a part\n");
    await writeFile(page, "{{> part}}");
    expect(await renderDraft(imageAddProject, { templatesFolder })).toBe("a part\n");
    await rm(page);
    expect(await renderDraft(imageAddProject, { templatesFolder })).toContain('=== "Header"');
  });

  test("contains its own set", async () => {
    const templatesFolder = await folderWith({
      "list/page.hbs": "{{text title}}\n{{#chunks sections}}\n{{number}} {{heading}}\n{{/chunks}}\n",
    });
    const page = await renderDraft(aWalkthrough([{}]), { templatesFolder, template: "list" });
    expect(page).toBe("draft\n1 GET /image\n2 200 OK /image\n");
  });
});

describe("mistakes in templates name the template, the line, and the available fields", () => {
  test.each([
    ["a field", "one\n{{titel}}"],
    ["a condition", "one\n{{#if titel}}x{{/if}}"],
    ["an argument of a helper", "one\n{{text titel}}"],
    ["an argument by name", 'one\n{{say "exitCode" code=titel}}'],
    ["a loop", "one\n{{#each titel}}x{{/each}}"],
  ])("in %s", async (_, text) => {
    const { message, hint } = await failureOf({ "mkdocs/response.hbs": text });
    expect(message).toBe('Template "response", line 2: unknown field "titel".');
    expect(hint).toContain("heading, title, headers.language, headers.lines");
    expect(hint).toContain("response.hbs");
  });

  test("in a field of a field", async () => {
    const { message } = await failureOf({ "mkdocs/response.hbs": "{{body.linse}}" });
    expect(message).toBe('Template "response", line 1: unknown field "body.linse".');
  });

  test("a template that does not parse", async () => {
    const { message } = await failureOf({ "mkdocs/response.hbs": "one\n{{#if prose}}\n" });
    expect(message).toMatch(/^Template "response" cannot be read: Parse error on line 3/);
  });

  test("a template that does not exist", async () => {
    const { message } = await failureOf({ "mkdocs/response.hbs": "{{> nothing}}" });
    expect(message).toBe('Template "response" includes the template "nothing", which does not exist.');
  });

  test("a text that does not exist", async () => {
    const { message, hint } = await failureOf({ "mkdocs/response.hbs": '{{say "exitcode"}}' });
    expect(message).toBe('The locale "en" has no text "exitcode".');
    expect(hint).toContain("exitCode");
  });

  test("a set that does not exist", async () => {
    const { message } = await failureOf({}, "mkdoc");
    expect(message).toBe('Unknown template set "mkdoc". Did you mean "mkdocs"?');
  });

  test.each(["gfm", "docusaurus", "report"])("%s, the set of another kind of page", async (set) => {
    for (const files of [{}, { [`${set}/page.hbs`]: "mine" }]) {
      const { message, hint } = await failureOf(files, set);
      expect(message).toBe(`The template set "${set}" belongs to another kind of page.`);
      expect(hint).toContain("`target`");
    }
  });
});

const FOLDER = join(import.meta.dirname, "../../templates");
const OWN_SETS = [...new Set(TARGETS.flatMap(({ dialect }) => dialect.sets))].toSorted();

test("every directory of templates is used by a target", async () => {
  const sets = await readdir(FOLDER);
  expect(sets.filter((set) => !["locales", "picture", "report"].includes(set)).toSorted()).toEqual(OWN_SETS);
});

const span = { first: 1, last: 2, address: "" };

describe.each(OWN_SETS)("the templates of %s", async (set) => {
  const folder = join(FOLDER, set);
  const place = { overview: { title: "", address: "" }, previous: span, next: span };
  const view = viewPage(
    { ...imageAddProject, arrows: imageAddProject.arrows.slice(0, 8), leftOut: [{ part: "scripts", count: 1 }] },
    { diagrams: sampleOptions.diagrams, place, title: "", omit: [{ from: 1, to: 6, page: "", title: "" }] },
  );
  const [omitted, ...exchanges] = view.sections;
  const folds = [{ first: 1, last: 2, count: 1, like: 3 }];
  const part = { kind: "part", first: 1, last: 8, mermaid: "" } as const;
  const options = { diagrams: [part], diagram: "both", pageName: "page", title: "" } as const;
  const { diagrams } = viewPage(imageAddProject, options);
  const [folded] = viewPage({ ...imageAddProject, folds }, { diagrams: sampleOptions.diagrams, title: "" }).sections;
  const error = { code: "", message: "" };
  const bodyPicture = { address: "", type: "", size: 0, isLink: false };
  const section = {
    ...exchanges[0],
    bodyPicture,
    error,
    reference: { title: "", url: "" },
    diagram: diagrams[0]?.links[0],
  };
  const sample = { label: "", language: "", lines: [] };
  const row = { name: "", place: "", example: "", description: "" };
  const index = viewIndex(sampleIndex, "");
  /** The data that each template receives. */
  const contexts: Readonly<Record<string, readonly unknown[]>> = {
    page: [view, ...view.diagrams, ...exchanges],
    head: [view],
    variables: [view, ...view.variables],
    substituted: [view],
    place: [view],
    summary: [view, ...view.summary, ...(view.leftOut?.parts ?? [])],
    command: [view],
    diagram: view.diagrams,
    picture: [...diagrams, ...diagrams.flatMap(({ images, links, words }) => [images, links, words].flat())],
    output: [view.command],
    omitted: [omitted],
    folded: [folded],
    code: [{ lines: [], language: "", label: "" }],
    details: [{ label: "" }],
    source: [{ lines: [] }],
    index: [index, ...index.walkthroughs, ...index.coverage],
    "index-head": [index],
    "index-nav": [index],
    note: [{ kind: "", label: "" }],
  };

  test.each(await readdir(folder))("%s uses only existing fields", async (file) => {
    const paths = pathsOf(await readFile(join(folder, file), "utf8"));
    const given = contexts[file.replace(".hbs", "")] ?? [section, sample, row];
    expect(paths.filter((path) => !given.some((context) => hasPath(context, path)))).toEqual([]);
  });

  test("the check finds mistakes", () => {
    expect(pathsOf('{{#if titel}}{{text body.lines}}{{say "x" a=(code b.c)}}{{/if}}')).toEqual([
      "titel",
      "body.lines",
      "b.c",
    ]);
    expect(hasPath({ body: { lines: [] } }, "body.lines")).toBe(true);
    expect(hasPath({ body: { lines: [] } }, "body.linse")).toBe(false);
  });
});

function pathsOf(source: string): readonly string[] {
  const paths: string[] = [];
  class Paths extends Handlebars.Visitor {
    override PathExpression({ original, data }: hbs.AST.PathExpression): void {
      const isCall = ["if", "each", "lookup", ...Object.keys(createHelpers(mkdocs))].includes(original);
      if (!isCall && !data && original !== ".") paths.push(original);
    }
    override PartialStatement(statement: hbs.AST.PartialStatement): void {
      for (const param of statement.params) this.accept(param);
      if (statement.hash !== undefined) this.accept(statement.hash);
    }
    override PartialBlockStatement(statement: hbs.AST.PartialBlockStatement): void {
      this.accept(statement.hash);
      this.accept(statement.program);
    }
  }
  new Paths().accept(Handlebars.parse(source));
  return paths;
}

function hasPath(context: unknown, path: string): boolean {
  let value = context;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || !(name in value)) return false;
    // Checked above.
    value = (value as Record<string, unknown>)[name];
  }
  return true;
}
