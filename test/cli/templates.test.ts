import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

async function listPaths(): Promise<readonly string[]> {
  const { stdout } = await runCli(["templates", "list", "--json"]);
  // The JSON that the command prints.
  return (JSON.parse(stdout) as { path: string }[]).map(({ path }) => path);
}

describe("wirewalk templates list", () => {
  test("describes each template", async () => {
    const { exitCode, stdout } = await runCli(["templates"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("mkdocs/note.hbs            A note around a text;");
    for (const line of stdout.trim().split("\n")) expect(line).toMatch(/^\S+ +\S.*\.$/);
  });
});

describe("wirewalk templates eject", () => {
  test("copies all templates, and the check finds nothing", async () => {
    const folder = await tempFolder();
    expect((await runCli(["templates", "eject", ...(await listPaths()), "-o", folder])).exitCode).toBe(0);
    expect(await runCli(["templates", "check", folder])).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: `The templates in ${folder} are valid.\n`,
    });
  });

  test("a changed copy shows on the page", async () => {
    const folder = await tempFolder();
    await runCli(["templates", "eject", "gfm/exchange.hbs", "-o", folder]);
    await writeFile(join(folder, "gfm/exchange.hbs"), "Mine.\n");
    const trace = await writeTraceFile(...IMAGES);
    const { stdout } = await runCli(["render", trace, "--target", "gfm", "--templates", folder]);
    expect(stdout).toContain("\nMine.\n");
  });

  test("does not overwrite a file", async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, "mkdocs"));
    await writeFile(join(folder, "mkdocs/io.hbs"), "mine");
    const { exitCode, stderr } = await runCli(["templates", "eject", "gfm/note.hbs", "mkdocs/io.hbs", "-o", folder]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("mkdocs/io.hbs already exists.");
    expect(await readFile(join(folder, "mkdocs/io.hbs"), "utf8")).toBe("mine");
  });

  test("a file in place of a directory is an error for the user to fix", async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, "mkdocs"), "mine");
    const { exitCode, stderr } = await runCli(["templates", "eject", "mkdocs/io.hbs", "-o", folder]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("a part of its path is not a directory.");
  });

  test.each(["mkdocs/exchange", "../locales/en.yaml"])("refuses an unknown template: %s", async (name) => {
    const { exitCode, stderr } = await runCli(["templates", "eject", name, "-o", await tempFolder()]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`Unknown template "${name}".`);
  });

  test("names the templates of that name", async () => {
    const { stderr } = await runCli(["templates", "eject", "mkdocs/exchange.hbs", "-o", await tempFolder()]);
    expect(stderr).toContain("asciidoc/exchange.hbs, docusaurus/exchange.hbs, gfm/exchange.hbs");
  });
});

describe("wirewalk templates check", () => {
  test("prints file, line, and the available fields for every template with a mistake", async () => {
    const folder = await tempFolder();
    await runCli(["templates", "eject", "mkdocs/note.hbs", "common/error.hbs", "locales/en.yaml", "-o", folder]);
    await appendFile(join(folder, "mkdocs/note.hbs"), "{{#if titel}}{{/if}}\n");
    await appendFile(join(folder, "common/error.hbs"), "{{text error.mesage}}\n");
    await appendFile(join(folder, "locales/en.yaml"), "comandTitle: x\n");
    await writeFile(join(folder, "mkdocs/respones.hbs"), "");
    const { exitCode, stdout } = await runCli(["templates", "check", folder]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Template "note", line 7: unknown field "titel".\n  Hint: Known fields: title,');
    expect(stdout).toContain(`See ${join(folder, "mkdocs/note.hbs")}.`);
    expect(stdout).toContain('Template "error", line 5: unknown field "error.mesage".');
    expect(stdout).toContain('The texts in "locales/en.yaml" have comandTitle, which no page needs.');
    expect(stdout).toContain('Template "mkdocs/respones.hbs" does not override a built-in template.');
  });

  test("refuses a directory without templates", async () => {
    const { exitCode, stderr } = await runCli(["templates", "check", "/nowhere"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("No templates found in /nowhere.");
  });

  test.each([["check"], ["check", "a", "b"], ["chekc", "a"]])("requires one directory: %s %s", async (...words) => {
    expect(await runCli(["templates", ...words])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("`check` with one directory") as string,
    });
  });
});
