import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { beforeAll, describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";

const ROOT = join(import.meta.dirname, "../..");
const PROGRAM = join(ROOT, "sea/wirewalk");

beforeAll(() => {
  execFileSync("npm", ["run", "-s", "build"], { cwd: ROOT, stdio: "ignore" });
  execFileSync("npm", ["run", "-s", "build:sea"], { cwd: ROOT });
});

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** An environment without Node: an empty PATH, unless a program must be found. */
async function run(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn(PROGRAM, args, { cwd: folder, env: { PATH: "/nowhere", HOME: folder, ...env } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

describe("the single executable", () => {
  test("is at most 120 MB, and runs without Node", async () => {
    expect((await stat(PROGRAM)).size).toBeLessThanOrEqual(120_000_000);
    const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(await run(await tempFolder(), ["--version"])).toEqual({ code: 0, output: `${version}\n` });
  });

  test("records curl, and shows, renders, and scans the recording", async () => {
    const folder = await tempFolder();
    const url = await startTestServer((_request, response) => response.end('{"password": "correct-horse"}'));
    const recorded = await run(folder, ["record", "-o", "a.har", "--", "curl", "-s", url], { PATH: "/usr/bin:/bin" });
    expect(recorded).toMatchObject({ code: 0, output: expect.stringContaining("Recorded 1 exchange") });
    expect(await readFile(join(folder, "a.har"), "utf8")).not.toContain("correct-horse");
    expect((await run(folder, ["show", "a.har"])).code).toBe(0);
    expect((await run(folder, ["render", "a.har", "-o", "a.md", "--locale", "ko"])).code).toBe(0);
    expect((await run(folder, ["scan", "a.har", "a.md"])).code).toBe(0);
  });

  test("isolates and redirects programs, whatever home directory a namespace has", async () => {
    const folder = await tempFolder();
    const url = await startTestServer((_request, response) => response.end("hello"));
    const PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
    const args = ["--", "curl", "-s", "--noproxy", "*", url];
    const recorded = await run(folder, ["record", "--transparent", "-o", "a.har", ...args], { PATH });
    expect(recorded).toMatchObject({ code: 0, output: expect.stringContaining("Recorded 1 exchange") });
    expect(await run(folder, ["replay", "a.har", ...args], { PATH })).toEqual({ code: 0, output: "hello" });
  });

  test("unpacks itself once, also when two start at the same time", async () => {
    const folder = await tempFolder();
    const both = await Promise.all([run(folder, ["--version"]), run(folder, ["--version"])]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(await readdir(join(folder, ".cache/wirewalk"))).toHaveLength(1);
  });

  test("runs if the home directory cannot be written", async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, "tmp"));
    const { code } = await run(folder, ["--version"], { HOME: "/dev/null/nothing", TMPDIR: join(folder, "tmp") });
    expect(code).toBe(0);
    // Node keeps its compiled code there; the unpacked files have been removed.
    const left = await readdir(join(folder, "tmp"));
    expect(left.filter((name) => name.startsWith("wirewalk-"))).toEqual([]);
  });
});
