import { execFileSync, spawnSync } from "node:child_process";
import { chmod, cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";
import { parse } from "yaml";

import { parseLine } from "../docs/parse-line.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const ROOT = join(import.meta.dirname, "../..");

interface ActionRun {
  readonly exitCode: number | null;
  readonly output: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A checkout with one walkthrough, in which the step of the action runs as on GitHub. */
async function checkOut(): Promise<{ readonly folder: string; readonly run: (env?: NodeJS.ProcessEnv) => Promise<ActionRun> }> {
  const root = await tempFolder();
  const folder = join(root, "check out");
  await mkdir(join(folder, "node_modules/.bin"), { recursive: true });
  const program = join(folder, "node_modules/.bin/wirewalk");
  await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, "src/cli/main.ts")}" "$@"\n`);
  await chmod(program, 0o755);
  await cp(join(ROOT, "traces/gallery/plain.har"), join(folder, "traces/plain.har"));
  const walkthroughs = { plain: { command: ["true"], trace: "traces/plain.har", page: "docs/plain.md" } };
  await writeFile(join(folder, "wirewalk.config.yaml"), JSON.stringify({ walkthroughs }));
  await writeFile(join(folder, ".gitignore"), "node_modules\n");
  execFileSync(program, ["render"], { cwd: folder, stdio: "ignore" });
  for (const args of [["init", "-q"], ["add", "."]]) execFileSync("git", args, { cwd: folder });
  return {
    folder,
    run: async (env = {}) => {
      const files = { GITHUB_OUTPUT: join(root, "output"), GITHUB_STEP_SUMMARY: join(root, "summary") };
      await Promise.all(Object.values(files).map((file) => writeFile(file, "")));
      const { status, stdout, stderr } = spawnSync("bash", [join(ROOT, "action/check.sh")], {
        cwd: folder,
        env: { ...process.env, RUNNER_TEMP: root, GITHUB_ACTIONS: "true", ...files, ...env },
        encoding: "utf8",
      });
      const lines = (await readFile(files.GITHUB_OUTPUT, "utf8")).trim().split("\n");
      return {
        exitCode: status,
        output: stdout + stderr,
        summary: await readFile(files.GITHUB_STEP_SUMMARY, "utf8"),
        outputs: Object.fromEntries(lines.map((line) => line.split("=", 2))),
      };
    },
  };
}

test("the action passes while pages are up to date, and keeps the report", async () => {
  const { run } = await checkOut();
  const { exitCode, summary, outputs } = await run();
  expect({ exitCode, summary, stale: outputs["stale"] }).toEqual({
    exitCode: 0,
    summary: "## API pages are up to date\n",
    stale: "false",
  });
  expect(await readFile(join(outputs["folder"] ?? "", "reports/plain.html"), "utf8")).toMatch(/^<!doctype html>/i);
});

test("the action annotates a stale page, shows the diff, and keeps the updated page, not the one in the checkout", async () => {
  const { folder, run } = await checkOut();
  const page = join(folder, "docs/plain.md");
  const good = await readFile(page, "utf8");
  const trace = join(folder, "traces/plain.har");
  await writeFile(trace, (await readFile(trace, "utf8")).replaceAll('"statusText": "OK"', '"statusText": "Fine"'));
  const { exitCode, output, summary, outputs } = await run();
  expect({ exitCode, stale: outputs["stale"] }).toEqual({ exitCode: 1, stale: "true" });
  expect(output).toMatch(/^::error file=docs\/plain\.md,line=\d+/m);
  expect(summary).toContain("## API pages are out of date");
  expect(summary).toMatch(/^\+.*200 Fine/m);
  expect(await readFile(page, "utf8")).toBe(good);
  const kept = outputs["folder"] ?? "";
  expect(await readFile(join(kept, "pages/docs/plain.md"), "utf8")).toContain("200 Fine");
  expect((await readdir(kept)).toSorted()).toEqual(["check.diff", "pages", "render.log", "reports"]);
});

test("a secret stops the action before anything is kept", async () => {
  const { folder, run } = await checkOut();
  await writeFile(join(folder, "docs/notes.md"), `token: ghp_${"aB3dE6gH9".repeat(4)}\n`);
  const { exitCode, outputs, summary } = await run({ SCAN: "docs traces" });
  expect({ exitCode, folder: outputs["folder"], summary }).toEqual({ exitCode: 4, folder: undefined, summary: "" });
});

test("an input is not executed by the shell", async () => {
  const { folder, run } = await checkOut();
  const { exitCode } = await run({ NAMES: "$(touch hacked); touch hacked" });
  expect(exitCode).toBe(2);
  expect(await readdir(folder)).not.toContain("hacked");
  const { runs } = parse(await readFile(join(ROOT, "action.yml"), "utf8")) as { runs: { steps: { run?: string }[] } };
  for (const { run: script = "" } of runs.steps) expect(script).not.toContain("${{");
});

test("the hooks of pre-commit are existing command lines", async () => {
  const hooks = parse(await readFile(join(ROOT, ".pre-commit-hooks.yaml"), "utf8")) as {
    readonly id: string;
    readonly entry: string;
    readonly files?: string;
  }[];
  expect(hooks.map(({ id }) => id)).toEqual(["wirewalk-check", "wirewalk-scan"]);
  await parseLine(hooks[0]?.entry ?? "");
  await parseLine(`${hooks[1]?.entry} docs/a.md traces/b.har`);
  const files = new RegExp(hooks[0]?.files ?? "");
  for (const file of ["docs/a.md", "traces/a.har", "wirewalk.config.yaml"]) expect(file).toMatch(files);
  expect("src/a.ts").not.toMatch(files);
});
