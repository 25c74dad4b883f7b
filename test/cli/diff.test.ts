import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { writeTrace } from "../../src/trace/files/file.ts";
import { type EntryParts, aTrace } from "../replay/a-trace.ts";
import { runCli } from "./run-cli.ts";
import { createProject, run } from "./run-in-project.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

const CHANGED = IMAGES.map((parts) => (parts.status === 403 ? { ...parts, status: 201, reason: "Created" } : parts));

describe("wirewalk diff", () => {
  test("0 and one line if there is no difference", async () => {
    const file = await writeTraceFile(...IMAGES);
    const { exitCode, stdout, stderr } = await runCli(["diff", file, file]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain("No differences.");
  });

  test("1 and the first difference if the recordings diverge", async () => {
    const files = [await writeTraceFile(...IMAGES), await writeTraceFile(...CHANGED)];
    const { exitCode, stdout } = await runCli(["diff", ...files]);
    expect(exitCode).toBe(1);
    expect(stdout.split("\n")[0]).toBe("The recordings diverge at (3) POST /v2/images: 403 Forbidden → 201 Created");
    expect((await runCli(["diff", ...files, "--level", "structure"])).exitCode).toBe(0);
  });

  test("JSON for programs", async () => {
    const files = [await writeTraceFile(...IMAGES), await writeTraceFile(...CHANGED)];
    const { stdout } = await runCli(["diff", ...files, "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ steps: [{ change: "same" }, { change: "changed" }] });
  });

  test("2 for a file that does not exist, or is not a trace", async () => {
    const file = await writeTraceFile(...IMAGES);
    expect(await runCli(["diff", file, `${file}.not-there`])).toMatchObject({ exitCode: 2, stdout: "" });
    await writeFile(`${file}.txt`, "no trace");
    expect(await runCli(["diff", `${file}.txt`, file])).toMatchObject({ exitCode: 2, stdout: "" });
  });
});

/** A build with its headers, and its requests. */
function aBuild(build: string, ref: string, tag: string, state = "inProgress"): readonly EntryParts[] {
  return [
    { url: "/builds", headers: [["X-Build", build]], text: JSON.stringify({ ref, state }) },
    { url: `/logs?of=${ref}`, headers: [["ETag", tag]], text: "{}" },
  ];
}

const OLD = aBuild("green", "cus_4bbha5GIrPI", '"1a"');
const NEW = aBuild("blue", "cus_aqnvbxXYeTwQ", '"1b"');

/** A project whose walkthrough `build` was recorded again into another file. */
async function aRecordedProject(config: string): Promise<string> {
  const folder = await createProject(config);
  await writeTrace(join(folder, "traces/build.har"), aTrace(...OLD));
  await writeTrace(join(folder, "new.har"), aTrace(...NEW));
  return folder;
}

describe("wirewalk diff in a project", () => {
  test("omits volatile values, and follows them where nobody would choose them; reports it", async () => {
    const folder = await aRecordedProject("walkthroughs:\n  build: { volatile: [x-build, /ref] }\n");
    const outcome = await run(folder, "diff", "traces/build.har", "new.har");
    expect(outcome).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^No differences\.\nSteps: 2 same\.\n4 hidden: /) as string,
      stderr: "Omitted 3 differences that wirewalk.config.yaml declares volatile; --values shows all.\n",
    });
    expect(await run(folder, "diff", "new.har", "traces/build.har")).toMatchObject({ exitCode: 0 });
    // A link to the trace counts as the trace.
    await symlink("traces/build.har", join(folder, "link.har"));
    expect(await run(folder, "diff", "link.har", "new.har")).toMatchObject({ exitCode: 0 });
    await mkdir(join(folder, "below"));
    expect(await run(join(folder, "below"), "diff", "../traces/build.har", "../new.har")).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("that ../wirewalk.config.yaml declares") as string,
    });
  });

  test("always shows fixed values, and shows all with --values as without a project", async () => {
    const folder = await aRecordedProject("fixed: [ETag]\nvolatile: [X-Build, /ref]\nwalkthroughs: { build: {} }\n");
    const { exitCode, stdout } = await run(folder, "diff", "traces/build.har", "new.har");
    expect(exitCode).toBe(1);
    expect(stdout).toContain('response header ETag: "1a" → "1b"');
    expect(stdout).not.toContain("X-Build");
    const all = await run(folder, "diff", "traces/build.har", "new.har", "--values");
    expect(all).toMatchObject({ exitCode: 1, stderr: "" });
    await writeFile(join(folder, "wirewalk.config.yaml"), "walkthroughs: {}\n");
    expect(await run(folder, "diff", "traces/build.har", "new.har", "--values")).toEqual(all);
  });

  test("uses the common rules if neither file is a trace of the project, and no other rules", async () => {
    const folder = await aRecordedProject(
      "volatile: [X-Build]\nwalkthroughs:\n  build: { volatile: [/ref] }\n  other: { volatile: [/state] }\n",
    );
    await writeTrace(join(folder, "old.har"), aTrace(...OLD));
    const shared = await run(folder, "diff", "old.har", "new.har");
    expect(shared).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("Omitted 1 difference that") as string,
    });
    expect(shared.stdout).toContain("/ref");
    await writeTrace(join(folder, "new.har"), aTrace(...aBuild("green", "cus_4bbha5GIrPI", '"1a"', "done")));
    const changed = await run(folder, "diff", "traces/build.har", "new.har");
    expect(changed).toMatchObject({ exitCode: 1, stderr: "" });
    expect(changed.stdout).toContain('response body /state: "inProgress" → "done"');
  });

  test("with an unreadable configuration reports it", async () => {
    const folder = await aRecordedProject("volatile: X-Build\nwalkthroughs: {}\n");
    expect(await run(folder, "diff", "traces/build.har", "new.har")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("line 1: volatile: expected a list") as string,
    });
  });
});

test("side by side, each call of both has a line, and no line is wider than the terminal", async () => {
  const [before, after] = await Promise.all([
    writeTraceFile({ url: "/roles", text: "a" }, { url: "/v2/images", method: "POST" }),
    writeTraceFile(
      { url: "/roles", text: "b" },
      { url: "/v2/images", method: "POST", status: 403, reason: "Forbidden" },
    ),
  ]);
  const world = { isTerminal: true, columns: 80, env: { NO_COLOR: "1" } };
  const { stdout } = await runCli(["diff", before, after, "--side-by-side"], world);
  expect(stdout.split("\n").slice(0, 3)).toEqual([
    "The recordings diverge at (3) POST /v2/images: 200 OK → 403 Forbidden",
    "Earlier differences: (1) GET /roles.",
    "Shown first because a missing call or an…er kind of status can explain the rest.",
  ]);
  expect(stdout).toMatch(/^\(3\) POST \/v2\/images: 200 OK +\| \(3\) POST \/v2\/images: 403 Forbidden$/m);
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  expect(await runCli(["diff", before, after, "--side-by-side", "--format", "json"])).toMatchObject({ exitCode: 2 });
});

test("an HTML page is written to a file", async () => {
  const [before, after] = [await writeTraceFile({ url: "/a" }), await writeTraceFile({ url: "/b" })];
  const { exitCode, stdout, stderr } = await runCli([
    "diff",
    before,
    after,
    "--format",
    "html",
    "-o",
    `${before}.html`,
  ]);
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 1, stdout: "", stderr: `Wrote ${before}.html.\n` });
});
