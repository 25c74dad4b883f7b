import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { runCli } from "../../cli/run-cli.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

test.for([
  ["is not there", "gone"],
  ["is a file", "file"],
] as const)(
  "a directory for temporary files that %s is reported before a program runs",
  async ([, name], { onTestFinished }) => {
    const folder = await tempFolder();
    await writeFile(join(folder, "file"), "");
    const before = process.env["TMPDIR"];
    onTestFinished(() => {
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
    });
    process.env["TMPDIR"] = join(folder, name);
    const { exitCode, stderr } = await runCli(["record", "-o", join(folder, "t.har"), "--", "echo", "ran"]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining(`Cannot write "${join(folder, name, "wirewalk-trust-…")}"`),
    });
    expect(stderr).not.toContain("ran");
  },
);
