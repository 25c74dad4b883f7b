import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, expect, test } from "vitest";

import { COMMANDS, nameOf } from "../../../src/cli/commands.ts";
import { describeCommands } from "../../../src/cli/completion/describe-commands.ts";
import { UNKNOWN } from "../../../src/cli/completion/value-kinds.ts";
import { runCli } from "../run-cli.ts";
import { askShell, type CompletedProject, makeCompletedProject } from "./ask-shells.ts";
import { findFaults } from "./completions.ts";

const run = promisify(execFile);

let project: CompletedProject;

beforeAll(async () => {
  project = await makeCompletedProject();
});
afterAll(() => rm(project.folder, { recursive: true, force: true }));

test("bash offers the existing names", async () => {
  expect(await findFaults("bash", project)).toEqual([]);
});

test("bash offers the value of an option after =", async () => {
  expect(await askShell("bash", ["wirewalk diagram x --format=p"], project)).toEqual([["png"]]);
});

test("every option in the help is offered, and no other", async () => {
  const commands = await describeCommands();
  expect(commands.map(({ name }) => name)).toEqual(COMMANDS.map(nameOf));
  for (const { name, options } of commands) {
    const { stdout } = await runCli([name, "--help"]);
    const inHelp = Array.from(stdout.matchAll(/^ {2,6}((?:--?[\w-]+(?:, )?)+)/gm), ([, names = ""]) =>
      names.split(", "),
    );
    const global = new Set(["--help", "-h", "--version", "--debug"]);
    const expected = inHelp.flat().filter((one) => !global.has(one));
    expect(options.flatMap(({ names }) => names).toSorted()).toEqual(expected.toSorted());
  }
});

test("completion walkthroughs prints nothing outside a project", async () => {
  const { folder, env } = project;
  const outside = await run("wirewalk", ["completion", "walkthroughs"], { cwd: join(folder, ".."), env });
  expect(outside).toEqual({ stdout: "", stderr: "" });
});

test("every value has a row in src/cli/completion/value-kinds.ts", async () => {
  const unknown = (await describeCommands()).flatMap(({ name, options, words }) =>
    [...options.map((one) => ({ ...one, what: one.names[0] })), ...words.map((one) => ({ ...one, what: one.describe }))]
      .filter(({ kind }) => kind === UNKNOWN)
      .map(({ what }) => `${name} ${what}`),
  );
  expect(unknown).toEqual([]);
});

test("a shell without a completion script is refused by name", async () => {
  const { exitCode, stderr } = await runCli(["completion", "powershell"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining("bash, zsh, fish") });
});
