import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

describe("wirewalk open", () => {
  test("--print says where the report is; nobody else may read it", async () => {
    const { exitCode, stdout } = await runCli(["open", await writeTraceFile(...IMAGES), "--print"]);
    expect(exitCode).toBe(0);
    expect(await readFile(stdout.trim(), "utf8")).toContain("Content-Security-Policy");
    expect((await stat(dirname(stdout.trim()))).mode & 0o077).toBe(0);
  });

  test.runIf(process.platform === "linux")("starts what the desktop has for it", async () => {
    const folder = await tempFolder();
    const opener = join(folder, "xdg-open");
    await writeFile(opener, `#!/bin/sh\nprintf %s "$1" > "${folder}/opened"\n`);
    await chmod(opener, 0o755);
    const env = { PATH: `${folder}:${process.env["PATH"]}` };
    const { stderr } = await runCli(["open", await writeTraceFile(...IMAGES)], { env });
    expect(stderr).toBe(`Opened ${await readFile(join(folder, "opened"), "utf8")}.\n`);
  });

  test.runIf(process.platform === "linux")("says where the report is when there is no desktop", async () => {
    const env = { PATH: await tempFolder() };
    const { exitCode, stderr } = await runCli(["open", await writeTraceFile(...IMAGES)], { env });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/"xdg-open" could not open ".*report\.html"/);
  });
});

test("wirewalk share writes one archive", async () => {
  const trace = await writeTraceFile(...IMAGES);
  const file = join(dirname(trace), "images.zip");
  expect(await runCli(["share", trace, "-o", file])).toEqual({ exitCode: 0, stdout: "", stderr: `Wrote ${file}.\n` });
  expect((await readFile(file)).subarray(0, 2).toString()).toBe("PK");
});
