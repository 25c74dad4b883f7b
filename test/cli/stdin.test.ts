import { execFile, spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { exportTrace } from "../../src/export/export.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { findWirewalk } from "../helpers/wirewalk-program.ts";

const ROOT = join(import.meta.dirname, "../..");
const MAIN = await findWirewalk();
const NESTED = join(ROOT, "traces/gallery/nested.har");

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(words: readonly string[], input: string): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [MAIN, ...words], { cwd: ROOT }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

test("a trace named - is read from standard input", async () => {
  const har = await readFile(NESTED, "utf8");
  const [fromFile, fromInput] = await Promise.all([run(["diagram", NESTED], ""), run(["diagram", "-"], har)]);
  expect(fromInput).toEqual(fromFile);
  expect(fromInput.stdout).toContain("GET /v1/books/walden");
});

test("so are spans, and an export comes back byte for byte", async () => {
  const har = await readFile(NESTED, "utf8");
  const spans = exportTrace(parseTrace(har, NESTED), { format: "otlp" });
  const { stdout } = await run(["export", "-", "--format", "har"], typeof spans === "string" ? spans : "");
  expect(stdout).toBe(har);
});

test("empty input is reported", async () => {
  const { code, stderr } = await run(["show", "-"], "");
  expect(code).toBe(2);
  expect(stderr).toContain('Trace "stdin" is empty.');
});

test("--headers applies to one format only", async () => {
  const { code, stderr } = await run(["export", NESTED, "--format", "curl", "--headers"], "");
  expect(code).toBe(2);
  expect(stderr).toContain("does not accept --headers.");
});

test("a command does not overwrite the file that standard input is", async () => {
  const file = join(await tempFolder(), "own.har");
  await copyFile(NESTED, file);
  const before = await readFile(file, "utf8");
  for (const command of ["redact", "import", "gather", "recover"]) {
    const descriptor = openSync(file, "r");
    const { status, stderr } = spawnSync(process.execPath, [MAIN, command, "-", "-o", file], {
      stdio: [descriptor, "pipe", "pipe"],
      encoding: "utf8",
    });
    closeSync(descriptor);
    expect({ status, stderr }, command).toMatchObject({ status: 2, stderr: expect.stringContaining("stdin") });
    expect(await readFile(file, "utf8")).toBe(before);
  }
});
