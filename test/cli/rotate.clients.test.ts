import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { readTrace } from "../../src/trace/files/file.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { findWirewalk } from "../helpers/wirewalk-program.ts";
import { runCli } from "./run-cli.ts";

const MAIN = await findWirewalk();
const TOKENS = ["first-s3cr3t-of-two", "second-s3cr3t-of-two"];

/** Records this many exchanges of curl, with two alternating secrets, in its own directory. */
async function record(count: number, ...options: readonly string[]): Promise<{ folder: string; stderr: string }> {
  const folder = await tempFolder();
  const url = await startTestServer((request, response) => response.end(`${request.url} `.repeat(500)));
  const script = `for n in $(seq 1 ${count}); do t=$A; [ $((n % 2)) = 0 ] && t=$B; curl -sS -o /dev/null -H "X-Auth-Token: $t" $0/$n; done`;
  const argv = [MAIN, "record", "-o", "t.har", ...options, "--", "sh", "-c", script, url];
  const env = { PATH: process.env["PATH"], WIREWALK_CONFIG_DIR: folder, A: TOKENS[0], B: TOKENS[1] };
  const program = spawn(process.execPath, argv, { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  program.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
  await once(program, "close");
  return { folder, stderr };
}

async function tracesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith("t.")).toSorted();
}

test("a recording in parts: each is a complete trace, secrets and steps have the same names in all, and together they are one", async () => {
  const { folder, stderr } = await record(7, "--rotate", "3");
  expect(stderr).toContain("Recorded 7 exchanges in 3 parts: t.*.har; masked:");
  const names = ["t.000001.har", "t.000002.har", "t.000003.har"];
  expect(await tracesIn(folder)).toEqual(names);
  const parts = await Promise.all(names.map((name) => readTrace(join(folder, name))));
  expect(parts.map(({ log }) => log.entries.length)).toEqual([3, 3, 1]);
  expect(parts.map(({ log }) => log._wirewalk?.command?.exitCode)).toEqual([-1, -1, 0]);
  const entries = parts.flatMap(({ log }) => log.entries);
  expect(new Set(entries.map(({ _id }) => _id)).size).toBe(7);
  const tokens = entries.map(({ request }) => request.headers.find(({ name }) => name === "X-Auth-Token")?.value ?? "");
  expect(tokens).toEqual(Array.from({ length: 7 }, (_, index) => tokens[index % 2]));
  expect(new Set(tokens).size).toBe(2);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  expect(texts.some((text) => TOKENS.some((token) => text.includes(token)))).toBe(false);
  for (const path of [join(folder, "t.*.har"), folder]) {
    const { log } = await readTrace(path);
    expect(log.entries).toEqual(entries);
    expect(log._wirewalk?.command?.exitCode).toBe(0);
    expect((await runCli(["show", path])).stdout).toContain("7 exchanges");
  }
});

test("--keep leaves the newest parts", async () => {
  const { folder, stderr } = await record(7, "--rotate", "2", "--keep", "2");
  expect(stderr).toContain("Recorded 3 exchanges in 2 parts: t.*.har; masked:");
  expect(stderr).toContain("Removed 2 older parts with 4 exchanges (--keep).");
  expect(await tracesIn(folder)).toEqual(["t.000003.har", "t.000004.har"]);
});

test("a size is the approximate size of a part", async () => {
  const { folder } = await record(6, "--rotate", "9k");
  const sizes = await Promise.all(
    (await tracesIn(folder)).map(async (name) => (await readFile(join(folder, name))).length),
  );
  expect(sizes.length).toBeGreaterThanOrEqual(2);
  for (const size of sizes.slice(0, -1)) expect(size).toBeGreaterThan(6000);
  for (const size of sizes) expect(size).toBeLessThan(18_000);
});

test("parts of an earlier recording are neither mixed with others nor replaced", async () => {
  const { folder } = await record(2, "--rotate", "1");
  const { exitCode, stderr } = await runCli(["record", "-o", join(folder, "t.har"), "--rotate", "1", "--", "true"]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("A part of an earlier recording already exists")]);
  expect(await tracesIn(folder)).toEqual(["t.000001.har", "t.000002.har"]);
});

test("no command overwrites one of the parts that it reads", async () => {
  const { folder } = await record(2, "--rotate", "1");
  const part = join(folder, "t.000002.har");
  const before = await readFile(part);
  for (const path of [folder, join(folder, "t.*.har")]) {
    const { exitCode, stderr } = await runCli(["export", path, "--format", "har", "-o", part]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("this command reads it")]);
  }
  expect(await readFile(part)).toEqual(before);
});
