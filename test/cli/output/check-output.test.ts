import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { tempFolder } from "../../helpers/temp-folder.ts";
import { runCli } from "../run-cli.ts";

const TOKEN = `ghp_${"a1B2c3D4e5F6g7H8i9".repeat(2)}`;
const TRACE = join(import.meta.dirname, "../../trace/model/fixtures/chrome.har");

test.each([
  ["render", ["render", TRACE], ".md"],
  ["diagram", ["diagram", TRACE], ".svg"],
  ["share", ["share", TRACE], ".zip"],
  ["export", ["export", TRACE, "--format", "curl"], ".sh"],
  ["redact", ["redact", TRACE], ".har"],
  ["import", ["import", TRACE], ".har"],
  ["gather", ["gather", TRACE], ".har"],
  ["gather --dry-run", ["gather", TRACE, "--dry-run"], ".har"],
  ["record", ["record"], ".har"],
])("%s does not print a secret that is the name of a directory", async (_what, argv, ending) => {
  const folder = await tempFolder();
  const output = join(folder, `${TOKEN}${ending}`);
  await mkdir(output);
  const program = argv[0] === "record" ? ["--", process.execPath, "--version"] : [];
  const { exitCode, stdout, stderr } = await runCli([...argv, "-o", output, ...program]);
  expect(stderr).toMatch(/^Did not write the file: its name would contain a secret: token \(github-token\)\.\n/m);
  expect(stdout + stderr).not.toContain(TOKEN);
  expect(exitCode).toBe(4);
});
