import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

/** A trace on its author's machine, and the archive that the author sent. */
async function share(): Promise<{ readonly trace: string; readonly archive: string; readonly folder: string }> {
  const original = await writeTraceFile(...IMAGES);
  // Both mask what packing masks.
  const folder = dirname(original);
  const [trace, archive] = [join(folder, "bad.har"), join(folder, "bad.zip")];
  await runCli(["redact", original, "-o", trace, "--level", "strict"]);
  expect((await runCli(["share", trace])).exitCode).toBe(0);
  return { trace, archive, folder };
}

describe("every command that reads a trace accepts the archive of share", () => {
  test.each([
    ["show"],
    ["show", "--json"],
    ["show", "--step", "3"],
    ["doctor"],
    ["export", "--format", "curl"],
    ["export", "--format", "har"],
    ["diagram"],
    ["render"],
  ])("%s %s %s", async (command, ...options) => {
    const { trace, archive } = await share();
    const ofTrace = await runCli([command, trace, ...options]);
    const ofArchive = await runCli([command, archive, ...options]);
    expect(ofTrace.stdout).not.toBe("");
    expect({ ...ofArchive, stdout: withoutName(ofArchive.stdout) }).toEqual({
      ...ofTrace,
      stdout: withoutName(ofTrace.stdout),
    });
  });

  test("diff finds no difference, on whichever side the archive is", async () => {
    const { trace, archive } = await share();
    for (const sides of [
      [trace, archive],
      [archive, trace],
    ]) {
      const { exitCode, stderr } = await runCli(["diff", ...sides]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    }
  });

  test("open creates the report from it", async () => {
    const { archive } = await share();
    const { stdout } = await runCli(["open", archive, "--print"]);
    expect(await readFile(stdout.trim(), "utf8")).toContain("/v2/images");
  });

  test("redact, import and share write a trace and an archive from it again", async () => {
    const { archive, folder } = await share();
    for (const command of ["redact", "import"]) {
      const file = join(folder, `${command}.har`);
      expect((await runCli([command, archive, "-o", file])).exitCode).toBe(0);
      expect((await runCli(["diff", file, archive])).exitCode).toBe(0);
    }
    expect((await runCli(["share", archive, "-o", join(folder, "again.zip")])).exitCode).toBe(0);
  });

  test("share without -o does not overwrite the archive that it reads", async () => {
    const { archive } = await share();
    const before = await readFile(archive);
    expect(await runCli(["share", archive])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringMatching(/this command reads/) as unknown,
    });
    expect((await readFile(archive)).equals(before)).toBe(true);
  });

  test("recover reports that it is complete", async () => {
    const { archive } = await share();
    expect(await runCli(["recover", archive])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringMatching(/is complete/) as unknown,
    });
  });

  test("replay serves its responses", async () => {
    const { archive } = await share();
    const client = `fetch("http://cloud.example/v2/images").then((answer) => process.exit(answer.status === 200 ? 7 : 8))`;
    const { exitCode } = await runCli(["replay", archive, "--no-isolation", "--", process.execPath, "-e", client], {
      env: process.env,
    });
    expect(exitCode).toBe(7);
  });

  test("scan reads its files, and no other archive", async () => {
    const folder = await tempFolder();
    const secret = '{"log": {"password": "hunter2-long-one"}}';
    await writeFile(join(folder, "a.zip"), zipSync({ "trace.har": strToU8(secret), "README.md": strToU8("x") }));
    await writeFile(join(folder, "b.zip"), zipSync({ "b.json": strToU8(secret) }));
    const { exitCode, stdout, stderr } = await runCli(["scan", folder]);
    expect(exitCode).toBe(4);
    expect(stdout).toMatch(/^\S+a\.zip\/trace\.har:1:\d+ password .*\n$/);
    expect(stderr).toContain("1 secret found in 2 text files. Skipped 1 binary file.");
  });
});

/** The title of a page is its filename. */
function withoutName(text: string): string {
  return text.replaceAll(/\bbad\.(?:har|zip)\b/g, "bad");
}
