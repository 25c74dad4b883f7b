import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, readFile, readdir, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { readTrace } from "../../src/trace/files/file.ts";
import { writeLongTrace } from "../helpers/long-trace.ts";
import { findWirewalk } from "../helpers/wirewalk-program.ts";

const MAIN = await findWirewalk();
const EXCHANGES = 9;

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wirewalk-test-"));
  // More than 512 MB, the longest string of V8; each body is a tenth of that.
  writeLongTrace(join(folder, "long.har"), { exchanges: EXCHANGES, body: 60_000_000 });
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs the program in the directory with a heap too small for the trace. */
async function run(...argv: readonly string[]): Promise<{ readonly exitCode: unknown; readonly output: string }> {
  const program = spawn(process.execPath, ["--max-old-space-size=700", MAIN, ...argv], {
    cwd: folder,
    env: { PATH: process.env["PATH"] },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [program.stdout, program.stderr])
    stream.on("data", (data: Buffer) => (output += data.toString()));
  const [exitCode]: unknown[] = await once(program, "close");
  return { exitCode, output };
}

test.for([
  [["show", "long.har"], 0, `${EXCHANGES} exchanges`],
  [["show", "long.har", "--where", "status=200", "--limit", "2"], 0, `2 of ${EXCHANGES} exchanges`],
  [["diagram", "long.har", "--format", "text"], 0, "/v2/images"],
  [["export", "long.har", "--format", "curl", "-o", "long.sh"], 0, "Wrote long.sh"],
  [["export", "long.har", "--format", "html", "-o", "long.html"], 0, "Wrote long.html"],
] as const)("%j", async ([argv, code, said]) => {
  const { exitCode, output } = await run(...argv);
  expect(output).toContain(said);
  expect(exitCode).toBe(code);
});

test("a truncated long trace is recovered, and no other file is left next to it", async () => {
  writeLongTrace(join(folder, "cut.har"), { exchanges: 20, body: 1_000_000 });
  await truncate(join(folder, "cut.har"), 18_000_000);
  const { exitCode, output } = await run("recover", "cut.har", "-o", "rest.har");
  expect([exitCode, output]).toEqual([0, expect.stringContaining("in rest.har")]);
  const { log } = await readTrace(join(folder, "rest.har"));
  expect(log.entries.length).toBeGreaterThan(10);
  expect(log.entries[0]?.response.content.text).toHaveLength(1_000_000);
  expect((await readdir(folder)).filter((name) => name.includes(".tmp-"))).toEqual([]);
});

test("an entry with a header that is too long to read loses only that entry", async () => {
  const file = join(folder, "header.har");
  writeLongTrace(file, { exchanges: 3, body: 100 });
  const text = await readFile(file, "utf8");
  const place = text.indexOf("text/plain");
  const handle = await open(file, "w");
  await handle.write(text.slice(0, place), 0);
  // The hole in between takes no space on the disk.
  await handle.write(text.slice(place), 300_000_000);
  await handle.close();
  const shown = await run("show", "header.har");
  expect([shown.exitCode, shown.output]).toEqual([2, expect.stringContaining("longer than can be read at once")]);
  const { exitCode, output } = await run("show", "header.har", "--partial");
  expect([exitCode, output]).toEqual([0, expect.stringContaining("2 exchanges")]);
  expect(output).toContain("1 exchange that cannot be read is omitted.");
});
