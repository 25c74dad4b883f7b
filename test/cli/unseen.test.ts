import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { UNSEEN } from "../../src/json/escape-unseen.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";

/** Direction marks, zero-width spaces, ESC, CSI, a tag. */
const HOSTILE = "a\u202Eb\u200Bc\u001B[31md\u2066e\u009B31mf\uFEFFg\u{E0041}h\u061Ci";

test.each([
  ["show", ["--json"]],
  ["show", ["--json", "--budget", "1200"]],
  ["diff", ["--json"]],
  ["diff", ["--format", "json"]],
  ["diff", ["--format", "markdown"]],
  ["diff", ["--format", "html"]],
  ["diff", []],
])("%s %j prints no invisible character of a recording", async (command, options) => {
  const folder = await tempFolder();
  const files = ["one.har", "other.har"].map((name) => join(folder, name));
  for (const [index, file] of files.entries()) {
    const url = `http://api.example/${HOSTILE}?q=${HOSTILE}${index}`;
    await writeFile(file, JSON.stringify(aTrace([anEntry({ url, answer: { [HOSTILE]: `${HOSTILE}${index}` } })])));
  }
  const { stdout, stderr } = await runCli([command, ...(command === "diff" ? files : files.slice(0, 1)), ...options]);
  expect(stdout).toContain("GET");
  expect((stdout + stderr).match(UNSEEN)).toBeNull();
});
