import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { serveSite, toStartable } from "../../src/cli/commands/dev/serve-site.ts";
import { writeTrace } from "../../src/trace/files/file.ts";
import { inTurn } from "../analyze/an-entry.ts";
import { runCli } from "./run-cli.ts";
import { createProject } from "./run-in-project.ts";

async function aProject(settings = ""): Promise<string> {
  const folder = await createProject(`${settings}walkthroughs:\n  w: { title: One, page: docs/w.md }\n`);
  mkdirSync(join(folder, "traces"));
  await writeTrace(join(folder, "traces/w.har"), inTurn({ url: "http://a.example/first" }));
  return folder;
}

/** A server that changes a trace once it runs, and prints a line when it is ended properly. */
const SERVER = `
  import { renameSync, writeFileSync } from "node:fs";
  process.on("SIGTERM", () => { writeFileSync("ended", "well"); process.exit(0); });
  setInterval(() => {}, 1000);
  renameSync("second.har", "traces/w.har");
`;

test("renders after each change while the site's own server runs, and ends it with Ctrl-C", async () => {
  const folder = await aProject();
  writeFileSync(join(folder, "server.mjs"), SERVER);
  await writeTrace(join(folder, "second.har"), inTurn({ url: "http://a.example/second" }));
  const page = join(folder, "docs/w.md");
  const controller = new AbortController();
  const { exitCode } = await runCli(["dev", "--", process.execPath, "server.mjs"], {
    cwd: folder,
    signal: controller.signal,
    onOutput: (text) => {
      if (text.includes("Waiting for changes") && readFileSync(page, "utf8").includes("/second")) controller.abort();
    },
  });
  expect(exitCode).toBe(0);
  expect(readFileSync(join(folder, "ended"), "utf8")).toBe("well");
});

test.each([
  [["-e", "process.exit(0)"], 0, ""],
  [["-e", "process.exit(7)"], 3, "ended with code 7"],
])("ends when the server ends: %s", async (args, exitCode, message) => {
  const outcome = await runCli(["dev", "--", process.execPath, ...args], { cwd: await aProject() });
  expect(outcome.stderr).toContain(message);
  expect(outcome.exitCode).toBe(exitCode);
});

test("ends the server when something next to it fails", async () => {
  const { signal } = new AbortController();
  const { finish, ended } = serveSite([process.execPath, "-e", "setInterval(() => {}, 1000)"], {
    folder: ".",
    env: process.env,
    signal,
  });
  const end = once(ended, "abort");
  await expect(finish(Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  await end;
});

test("a missing server program is reported", async () => {
  const { exitCode, stderr } = await runCli(["dev", "--", "no-such-server"], { cwd: await aProject() });
  expect(stderr).toContain('"no-such-server" was not found');
  expect(exitCode).toBe(127);
});

test("without a command, it runs that of the target in the directory of the project", async () => {
  const folder = await aProject("target: zensical\n");
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/zensical"), '#!/bin/sh\necho "$@" > "$PWD/called"\n', { mode: 0o755 });
  const env = { PATH: `${join(folder, "bin")}:${process.env["PATH"]}` };
  expect((await runCli(["dev"], { cwd: join(folder, "traces"), env })).exitCode).toBe(0);
  expect(readFileSync(join(folder, "called"), "utf8")).toBe("serve\n");
});

test("a target without a default server requires the command", async () => {
  const { exitCode, stderr } = await runCli(["dev"], { cwd: await aProject("target: gfm\n") });
  expect(exitCode).toBe(2);
  expect(stderr).toContain("after `--`");
});

test("starts the command of a target by the shell where npx is a script", () => {
  const vitepress = ["npx", "vitepress", "dev", "docs"];
  expect(toStartable(vitepress, "win32")).toEqual(["cmd", "/c", ...vitepress]);
  expect(toStartable(["mkdocs", "serve"], "win32")).toEqual(["mkdocs", "serve"]);
  expect(toStartable(vitepress, "linux")).toEqual(vitepress);
});

test("a program that Node refuses to start at once is an error of the user", () => {
  const options = { folder: ".", env: {}, signal: new AbortController().signal };
  expect(() => serveSite(["serve\0", "docs"], options)).toThrow('Command "serve\0" cannot be started');
});
