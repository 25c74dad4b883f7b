import { readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { describe, expect, test } from "vitest";

import type { Trace } from "../../src/trace/model/types.ts";
import { runCli } from "./run-cli.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

describe("wirewalk export", () => {
  test("prints the requested format", async () => {
    const { exitCode, stdout, stderr } = await runCli(["export", await writeTraceFile(...IMAGES), "--format", "curl"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain('--url "$BASE_URL"/v2/images');
  });

  test("writes a file, and reports when it is out of date", async () => {
    const trace = await writeTraceFile(...IMAGES);
    const file = join(dirname(trace), "images.har.har");
    const argv = ["export", trace, "--format", "har", "-o", file];
    expect((await runCli([...argv, "--check"])).exitCode).toBe(1);
    expect((await runCli(argv)).stderr).toBe(`Wrote ${file}.\n`);
    // A file that wirewalk did not record is masked during the export.
    const { log } = JSON.parse(await readFile(file, "utf8")) as Trace;
    expect(log._wirewalk).toEqual({ format: 1, redacted: {} });
    expect(log.entries).toHaveLength(IMAGES.length);
    expect((await runCli([...argv, "--check"])).exitCode).toBe(0);
  });

  test("writes a directory if the format needs one, and requires its name", async () => {
    const trace = await writeTraceFile(...IMAGES);
    const argv = ["export", trace, "--format", "bruno"];
    expect(await runCli(argv)).toMatchObject({ exitCode: 2, stdout: "" });
    const folder = join(dirname(trace), "bruno");
    expect((await runCli([...argv, "-o", folder])).exitCode).toBe(0);
    expect(await readdir(folder)).toContain("1-get-v2-images.bru");
  });

  test("names the known formats", async () => {
    const { exitCode, stderr } = await runCli(["export", await writeTraceFile(...IMAGES), "--format", "soap"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("curl, har, ");
  });
});
