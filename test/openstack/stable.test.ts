import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";

import { type Stack, startStack, stopStack } from "../../scripts/stack/stack.ts";
import { runCli } from "../cli/run-cli.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { type CloudChanges, changeCloud } from "./change-cloud.ts";

let folder = "";
/** The same cloud, rebuilt: every ID, token, port, and time differs. */
let rebuilt: Stack;

beforeAll(async () => {
  rebuilt = await startStack({ withHttps: true });
});

afterAll(async () => stopStack(rebuilt));

async function run(
  expected: number,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { exitCode, stdout, stderr } = await runCli(argv, { env: { PATH: process.env["PATH"], HOME: folder, ...env } });
  expect({ exitCode, stderr }).toMatchObject({ exitCode: expected });
  return stdout + stderr;
}

/** Records a flow over the existing trace, and renders a page from it. */
async function record(
  { seed, env }: Stack,
  flow: string,
  project = seed.demoProject,
  exitCode = 0,
): Promise<{ readonly said: string; readonly told: readonly string[]; readonly trace: string; readonly page: string }> {
  const file = (end: string): string => join(folder, `${flow}.${end}`);
  const inputs = ["--image", seed.sharedImage, ...(flow.endsWith("list") ? [] : ["--project", project])];
  const said = await run(exitCode, ["record", "--flow", flow, ...inputs, "-o", file("har"), "--keep-examples"], env);
  const rendered = await run(0, ["render", file("har"), "-o", file("md"), "--locale", "ko"]);
  const [trace = "", page = ""] = await Promise.all(["har", "md"].map((end) => readFile(file(end), "utf8")));
  const told = rendered.split("\n").filter((line) => /^ {2}[-+~!]/.test(line));
  return { said, told, trace, page };
}

/** A copy of the last recording. */
async function draw(flow: string): Promise<string> {
  const file = join(folder, `${flow}.svg`);
  await run(0, ["diagram", join(folder, `${flow}.har`), "--format", "svg", "-o", file]);
  return readFile(file, "utf8");
}

/** The changes of the new recording, as `wirewalk diff` reports them. */
async function differences(before: string, after: string): Promise<readonly string[]> {
  const files = [join(folder, "before.har"), join(folder, "after.har")] as const;
  const { writeFile } = await import("node:fs/promises");
  await writeFile(files[0], before);
  await writeFile(files[1], after);
  const { stdout } = await runCli(["diff", ...files, "--format", "json"]);
  // The command's own output.
  const { steps } = JSON.parse(stdout) as { steps: { differences: { message: string }[] }[] };
  return steps.flatMap((step) => step.differences.map(({ message }) => message));
}

describe("two recordings with the database rebuilt between them", () => {
  test.each(["image-add-project", "image-member-list", "image-remove-project"])(
    "%s: trace, page, and diagram are the same, byte for byte",
    async (flow) => {
      folder = await tempFolder();
      await removeMember(flow);
      const first = await record(inject("stack"), flow);
      const picture = await draw(flow);
      const { said, told, ...second } = await record(rebuilt, flow);
      expect(second).toEqual({ trace: first.trace, page: first.page });
      expect(await draw(flow)).toBe(picture);
      expect(told).toEqual([]);
      expect(said).toMatch(/\d exchanges as before\./);
    },
  );

  /** Each flow finds the cloud in the state that it needs. */
  async function removeMember(flow: string): Promise<void> {
    for (const stack of [inject("stack"), rebuilt]) {
      const { sharedImage, demoProject } = stack.seed;
      const { share, unshare } = changeCloud(stack);
      await unshare(sharedImage, demoProject);
      if (flow !== "image-add-project") await share(sharedImage, demoProject);
    }
  }
});

/** The expected report of each change was written before the first run. */
interface Change {
  readonly flow: string;
  /** The project as the flow names it; the flow requests it by name. */
  readonly project?: string;
  readonly change: (cloud: CloudChanges, seed: Stack["seed"]) => Promise<void>;
  readonly expected: readonly RegExp[];
  /** The text of the page's report. */
  readonly told: readonly RegExp[];
  readonly undo?: (cloud: CloudChanges, seed: Stack["seed"]) => Promise<void>;
}

const CHANGES: Readonly<Record<string, Change>> = {
  "the image renamed": {
    flow: "image-add-project",
    change: async ({ setImage }, { sharedImage }) => setImage(sharedImage, { name: "debian-13" }),
    expected: [/^response body \/name changed from ".+" to "debian-13"$/],
    told: [/^ {2}~ line \d+: step=get-image-v2-images-id part=response\.io is out of date$/],
  },
  "a new tag": {
    flow: "image-add-project",
    change: async ({ tag }, { sharedImage }) => tag(sharedImage, "tested"),
    expected: [/^response body \/tags has more elements/],
    told: [/^ {2}~ line \d+: step=get-image-v2-images-id part=response\.io is out of date$/],
  },
  "the project disabled": {
    flow: "image-add-project",
    project: "demo",
    change: async ({ enableProject }, { demoProject }) => enableProject(demoProject, false),
    undo: async ({ enableProject }, { demoProject }) => enableProject(demoProject, true),
    expected: [/^response body \/projects\/0\/enabled changed from true to false$/],
    told: [/^ {2}~ line \d+: step=get-identity-v3-projects part=response\.io is out of date$/],
  },
  "a member removed": {
    flow: "image-member-list",
    change: async ({ unshare }, { sharedImage, demoProject }) => unshare(sharedImage, demoProject),
    expected: [/^response body \/members has fewer elements/],
    told: [
      /^ {2}~ line \d+: step=get-image-v2-images-id-members part=response\.io is out of date$/,
      /^ {2}~ line \d+: part=output is out of date$/,
    ],
  },
};

describe("a real change of the cloud is shown, and nothing else", () => {
  test.each(Object.entries(CHANGES))("%s", async (_name, { flow, project, change, undo, expected, told }) => {
    folder = await tempFolder();
    const { sharedImage, demoProject } = rebuilt.seed;
    const cloud = changeCloud(rebuilt);
    const reset = async (): Promise<void> => {
      await cloud.unshare(sharedImage, demoProject);
      if (flow === "image-member-list") await cloud.share(sharedImage, demoProject);
    };
    await reset();
    const first = await record(rebuilt, flow, project);
    await reset();
    await change(cloud, rebuilt.seed);
    const second = await record(rebuilt, flow, project);
    await undo?.(cloud, rebuilt.seed);
    const messages = await differences(first.trace, second.trace);
    expect(messages.map((message) => expected.find((one) => one.test(message)) ?? message)).toEqual(expected);
    expect(second.said).toMatch(/\d exchanges as before, 1 changed\./);
    expect(second.told.map((line) => told.find((one) => one.test(line)) ?? line)).toEqual(told);
  });

  test("the image made private: sharing it is refused, with another status and another body", async () => {
    folder = await tempFolder();
    const { sharedImage, demoProject } = rebuilt.seed;
    const { unshare, setImage } = changeCloud(rebuilt);
    await unshare(sharedImage, demoProject);
    const first = await record(rebuilt, "image-add-project");
    await unshare(sharedImage, demoProject);
    await setImage(sharedImage, { visibility: "private" });
    const { trace, told } = await record(rebuilt, "image-add-project", undefined, 3);
    await setImage(sharedImage, { visibility: "shared" });
    const messages = await differences(first.trace, trace);
    expect(messages).toContainEqual('response body /visibility changed from "shared" to "private"');
    expect(messages).toContainEqual("response status changed from 200 OK to 403 Forbidden");
    expect(told.map((line) => line.replace(/^ {2}~ line \d+: (.*) is out of date$/, "$1"))).toEqual([
      "part=diagram",
      // A user whose request was denied has not shared the image, and sends no request to show it.
      "part=summary",
      "step=get-image-v2-images-id part=response.io",
      "step=post-image-v2-images-id-members part=request.io",
      "step=post-image-v2-images-id-members part=response",
      "step=post-image-v2-images-id-members part=response.io",
      "part=output",
    ]);
  });
});
