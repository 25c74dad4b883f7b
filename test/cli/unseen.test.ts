import { mkdir, writeFile } from "node:fs/promises";
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

test.each([
  ["doctor", []],
  ["doctor", ["--json"]],
  ["show", ["2"]],
  ["show", ["--why"]],
  ["show", ["--where-secret"]],
  ["show", ["--summary"]],
  ["diagram", ["-o", "OUT.svg"]],
  ["render", ["-o", "OUT.md"]],
  ["export", ["-f", "curl", "-o", "OUT.sh"]],
  ["replay", ["--json", "--", process.execPath, "-e", "0"]],
])("%s %j of a file with a hostile name prints no invisible character of it", async (command, options) => {
  const folder = await tempFolder();
  const file = join(folder, `${HOSTILE}.har`);
  const calls = [200, 404].map((status) => anEntry({ url: `http://api.example/${HOSTILE}`, status }));
  await writeFile(file, JSON.stringify(aTrace(calls)));
  const words = options.map((word) => (word.startsWith("OUT") ? join(folder, `${HOSTILE}${word}`) : word));
  const { stdout, stderr } = await runCli([command, file, ...words]);
  expect(stdout + stderr).not.toBe("");
  expect((stdout + stderr).match(UNSEEN)).toBeNull();
});

test.each(["--json", "--sarif", "--level=strict"])(
  "scan %s names a hostile file without an invisible character",
  async (option) => {
    const file = join(await tempFolder(), `${HOSTILE}.txt`);
    await writeFile(file, `${HOSTILE} password: Kq7!vR2pXz9w\n`);
    const { exitCode, stdout, stderr } = await runCli(["scan", file, option]);
    expect(exitCode).toBe(4);
    expect((stdout + stderr).match(UNSEEN)).toBeNull();
  },
);

test("templates check names a hostile template without an invisible character", async () => {
  const folder = await tempFolder();
  await mkdir(join(folder, HOSTILE));
  await writeFile(join(folder, HOSTILE, "note.hbs"), "{{nothing}}");
  const { exitCode, stdout, stderr } = await runCli(["templates", "check", folder]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain("note.hbs");
  expect((stdout + stderr).match(UNSEEN)).toBeNull();
});
