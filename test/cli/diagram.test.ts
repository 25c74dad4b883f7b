import { readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { describe, expect, test } from "vitest";

import { runCli } from "./run-cli.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

describe("wirewalk diagram", () => {
  test("prints Mermaid text", async () => {
    const { exitCode, stdout, stderr } = await runCli(["diagram", await writeTraceFile(...IMAGES)]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^sequenceDiagram\n {2}autonumber\n/);
    expect(stdout).toContain("POST /v2/images\n");
  });

  test("writes a file and reports it on stderr, and leaves an identical one unchanged", async () => {
    const trace = await writeTraceFile(...IMAGES);
    const file = join(dirname(trace), "new/diagram.txt");
    const argv = ["diagram", trace, "--format", "text", "-o", file];
    expect(await runCli(argv, { isTerminal: true })).toEqual({ exitCode: 0, stdout: "", stderr: `Wrote ${file}.\n` });
    expect(await readFile(file, "utf8")).toContain("POST /v2/images");
    expect(await readFile(file, "utf8")).not.toContain("\u001B");
    expect((await runCli(argv)).stderr).toBe(`${file} is up to date.\n`);
  });

  test("draws an SVG with the browser that the environment names", async () => {
    const trace = await writeTraceFile(...IMAGES);
    const env = { CHROME_PATH: "/nowhere/chrome" };
    const { exitCode, stdout, stderr } = await runCli(["diagram", trace, "--format", "svg"], { env });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("/nowhere/chrome");
  });

  test("draws an SVG without a browser, with the texts of the language and the requested colors", async () => {
    const trace = await writeTraceFile(...IMAGES);
    const argv = ["diagram", trace, "--format", "svg", "--engine", "builtin"];
    const korean = await runCli([...argv, "--locale", "ko", "--theme", "dark"]);
    expect(korean).toMatchObject({ exitCode: 0, stderr: "" });
    expect(korean.stdout).toMatch(
      /<title id="wirewalk-title">images 시퀀스 다이어그램: .+, 메시지 \(1\)-\(\d+\)<\/title>/,
    );
    expect(korean.stdout).toMatch(/<desc id="wirewalk-desc">\(1\) .+ → .+: GET \/v2\/images/);
    expect(korean.stdout).not.toContain("prefers-color-scheme");
    expect((await runCli(argv)).stdout).toContain("prefers-color-scheme:dark");
  });
});

test.each(["mermaid", "text", "svg", "png"])("%s that would show a secret is not drawn", async (format) => {
  const token = ["npm_", "a8F3kd92LmQ0pX7vB1nZ5cR6tY4uW9eS2gH0"].join("");
  const trace = await writeTraceFile({ url: "/", status: 403, reason: `No ${token}` });
  // A trace that wirewalk recorded is already masked, and is not masked again.
  const har = (await readFile(trace, "utf8")).replace(
    '"log": {',
    '"log": { "_wirewalk": { "format": 1, "redacted": {} },',
  );
  await writeFile(trace, har);
  const file = join(dirname(trace), `diagram.${format}`);
  const { exitCode, stderr } = await runCli(["diagram", trace, "--format", format, "-o", file]);
  expect(exitCode).toBe(4);
  expect(stderr).toMatch(
    /Did not write ".*": it would contain a likely secret\.\n {2}line \d+, column \d+: token \(npm-token\)/,
  );
  expect(stderr).not.toContain("a8F3kd");
  expect(await readdir(dirname(trace))).toEqual(["images.har"]);
});

describe("--check", () => {
  test("exits 1 and writes nothing when the file would change or is missing", async () => {
    const trace = await writeTraceFile(...IMAGES);
    const file = join(dirname(trace), "diagram.mmd");
    const argv = ["diagram", trace, "-o", file, "--check"];
    const outdated = {
      exitCode: 1,
      stdout: "",
      stderr: `${file} is out of date.\n  Hint: Run the same command without --check.\n`,
    };
    expect(await runCli(argv)).toEqual(outdated);
    await writeFile(file, "old\n");
    expect(await runCli(argv)).toEqual(outdated);
    expect(await readFile(file, "utf8")).toBe("old\n");
    await runCli(argv.slice(0, -1));
    expect(await runCli(argv)).toEqual({ exitCode: 0, stdout: "", stderr: `${file} is up to date.\n` });
  });

  test("requires a file", async () => {
    const { exitCode, stderr } = await runCli(["diagram", await writeTraceFile(...IMAGES), "--check"]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: "--check needs a file to compare with.\n  Hint: Name it with --output.\n",
    });
  });
});
