import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";
import { writeTraceFile } from "./write-trace-file.ts";

const TRACE = "traces/openstack/image-add-project.har";

test.each(["9", "10", "(9)", "post-image-v2-images-id-members"])(
  "show --step %s shows the step in full",
  async (step) => {
    const { exitCode, stdout } = await runCli(["show", TRACE, "--step", step]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^\(9\) POST http:\S+\/members\nopenstack-client → glance-api\nhost: [^]*\n\n\{\n {2}"member": "\w+"\n\}\n\n\(10\) 200 OK\n/,
    );
    expect(stdout).toContain('\n  "status": "pending",\n');
  },
);

test("in color in a terminal, unless NO_COLOR is set", async () => {
  const argv = ["show", TRACE, "--step", "9"];
  expect((await runCli(argv, { isTerminal: true })).stdout).toContain('\u001B[36m"member": \u001B[0m');
  expect((await runCli(argv, { isTerminal: true, env: { NO_COLOR: "1" } })).stdout).not.toContain("\u001B");
});

test("recorded text cannot control the terminal", async () => {
  const file = await writeTraceFile({ url: "/a", text: "\u001B[2Jgone\u202E", headers: [["X", "\u0007"]] });
  const { stdout } = await runCli(["show", file, "--step", "1"]);
  expect(stdout).toContain("␛[2Jgone\uFFFD");
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  expect(stdout).not.toMatch(/[\0-\x09\x0B-\x1F]/);
});

test("a step that does not exist is an error that lists the existing ones", async () => {
  expect(await runCli(["show", TRACE, "--step", "11"])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining(
      'The trace has no step "11".\n  Hint: Use an arrow number (1 to 10) or a step ID: get-identity, ',
    ),
  });
});

test("a trace without exchanges has neither steps nor arrows, and this is reported", async () => {
  const file = join(await tempFolder(), "empty.har");
  await writeFile(file, '{"log":{"version":"1.2","creator":{"name":"x","version":"1"},"entries":[]}}');
  for (const choice of [["1"], ["--step", "1"], ["--from", "2"]]) {
    const { exitCode, stderr } = await runCli(["show", file, ...choice]);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/^The trace has no .+\n {2}Hint: It contains no exchanges\.\n$/),
    ]);
  }
});
