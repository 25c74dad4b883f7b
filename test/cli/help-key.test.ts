import { expect, test } from "vitest";

import { runCli } from "./run-cli.ts";

test("help KEY explains a key of the project file, where it belongs, and the keys below it", async () => {
  const listen = await runCli(["help", "listen"]);
  expect([listen.exitCode, listen.stdout]).toEqual([
    0,
    "listen (for all walkthroughs, or in a walkthrough)\n  Port of the recording proxy. Default: any free port\n",
  ]);
  const omit = await runCli(["help", "omit"]);
  expect(omit.stdout).toContain("omit (in a walkthrough)\n  Arrows that another page shows and this one omits.\n");
  expect(omit.stdout).toMatch(/\nKeys below it:\n {2}from /);
});

test.each([
  ["lissen", 'Did you mean "listen"?'],
  ["constructor", "is neither a command nor a key"],
  ["omit.form", 'Did you mean "from"?'],
])("help %s is refused: %s", async (key, message) => {
  const { exitCode, stderr } = await runCli(["help", key]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
});

test("help COMMAND is the help of that command, and of the key with its name", async () => {
  expect((await runCli(["help", "scan"])).stdout).toBe((await runCli(["scan", "--help"])).stdout);
  const { stdout } = await runCli(["help", "redact"]);
  expect(stdout).toContain("\nKey of the project file: redact (for all walkthroughs, or in a walkthrough)\n");
});
