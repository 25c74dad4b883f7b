import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { mergePage } from "../../src/regions/merge.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const ROOT = join(import.meta.dirname, "../..");
const PAGES = join(ROOT, "docs/openstack/image");

/** An author's prose that both formatters would change. */
const UNTIDY = "\n* one\n* two  \n\n\nText\n==\n";

/** Runs a formatter from node_modules on a directory. */
function run(name: string, cwd: string, ...argv: readonly string[]): void {
  const { error } = spawnSync(join(ROOT, "node_modules/.bin", name), argv, { cwd });
  if (error !== undefined) throw error;
}

test("after prettier and markdownlint --fix, the pages are still up to date", async () => {
  const folder = await tempFolder();
  const names = readdirSync(PAGES).filter((name) => name.endsWith(".md"));
  for (const name of names) writeFileSync(join(folder, name), readFileSync(join(PAGES, name), "utf8") + UNTIDY);
  run("prettier", folder, "--write", ".");
  run("markdownlint-cli2", folder, "--fix", "*.md");
  expect(names).toHaveLength(10);
  for (const name of names) {
    const formatted = readFileSync(join(folder, name), "utf8");
    expect(formatted, name).toContain("- one\n- two\n");
    const { text, report } = mergePage(formatted, readFileSync(join(PAGES, name), "utf8"));
    expect(report, name).toEqual({ steps: [], changed: [], edited: [], orphans: [], references: [] });
    expect(text, name).toBe(formatted);
  }
});
