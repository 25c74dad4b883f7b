import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { findWirewalk } from "../helpers/wirewalk-program.ts";
import { runCli } from "./run-cli.ts";

const TOKEN = `ghp_${"a1B2c3D4e5F6g7H8i9".repeat(2)}`;
const TRACE = join(import.meta.dirname, "../trace/model/fixtures/chrome.har");
const MAIN = await findWirewalk();
const FETCH = "fetch(process.argv[1]).then((answer) => answer.text())";

async function startServer(): Promise<string> {
  return startTestServer((_, response) => response.end('{"token":"late-t0ken-4711"}'));
}

describe("a secret as a filename is neither written nor printed", () => {
  test.each([
    ["a page", (file: string) => ["render", TRACE, "-o", `${file}.md`]],
    ["a picture", (file: string) => ["diagram", TRACE, "-o", `${file}.svg`]],
    ["an archive", (file: string) => ["share", TRACE, "-o", `${file}.zip`]],
    ["a script", (file: string) => ["export", TRACE, "--format", "curl", "-o", `${file}.sh`]],
    ["a cleaned trace", (file: string) => ["redact", TRACE, "-o", `${file}.har`]],
    ["an imported trace", (file: string) => ["import", TRACE, "-o", `${file}.har`]],
  ])("%s", async (_what, argv) => {
    const folder = await tempFolder();
    const { exitCode, stderr } = await runCli(argv(join(folder, TOKEN)));
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(
      /^Did not write the file: its name would contain a secret: token \(github-token\)\.\n {2}Hint: Choose another name/m,
    );
    expect(stderr).not.toContain(TOKEN);
    expect(await readdir(folder)).toEqual([]);
  });

  test.each([
    ["a program behind the proxy", ["curl", "-s"]],
    ["a Node program from inside", [process.execPath, "-e", FETCH]],
  ])("a trace of %s, before it runs", async (_how, command) => {
    const folder = await tempFolder();
    const file = join(folder, "customer-4711.har");
    const argv = ["record", "-o", file, "--secret-env", "PIN", "--", ...command, await startServer()];
    const { exitCode, stdout, stderr } = await runCli(argv, {
      env: { PATH: process.env["PATH"], HOME: folder, PIN: "customer-4711" },
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: "" });
    expect(stderr).not.toContain("customer-4711");
    expect(await readdir(folder)).toEqual([]);
  });
});

test.each([
  ["behind the proxy", ["curl", "-s"]],
  ["from inside", [process.execPath, "-e", FETCH]],
])(
  "a secret that a response reveals %s does not become the name of a trace; `recover` chooses another one",
  async (_how, command) => {
    const folder = await tempFolder();
    const named = join(folder, "late-t0ken-4711.har");
    const argv = ["record", "-o", named, "--", ...command, await startServer()];
    // A process of its own: its journal is free once it has ended.
    const recorded = promisify(execFile)(process.execPath, [MAIN, ...argv], { env: { ...process.env, HOME: folder } });
    await expect(recorded).rejects.toMatchObject({ code: 4, stderr: expect.not.stringContaining("late-t0ken") });
    const left = (await readdir(folder)).filter((name) => /^late.*\.journals?$/.test(name));
    expect(left).toHaveLength(1);
    const recovered = await runCli(["recover", join(folder, left[0] ?? ""), "-o", join(folder, "images.har")]);
    expect(recovered.exitCode).toBe(0);
    expect((await readdir(folder)).filter((name) => name.startsWith("late"))).toEqual([]);
    expect(await readFile(join(folder, "images.har"), "utf8")).toContain("REDACTED-token-1");
  },
);
