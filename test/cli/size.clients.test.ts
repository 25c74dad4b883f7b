import { execFile } from "node:child_process";
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { openTrace } from "../../src/import/open-trace.ts";
import { matchedText } from "../../src/sequence/matched-text.ts";
import { writeLongTrace } from "../helpers/long-trace.ts";
import { findWirewalk } from "../helpers/wirewalk-program.ts";

const MAIN = await findWirewalk();

/**
 * Responses of 1 MB in a file of 540 MB, just longer than the longest string of V8 (537). Everything between them is as cheap as possible to write and read.
 */
const EXCHANGES = 2;
const BODY = 1_000_000;
const FILE = 540_000_000;

/** Megabytes; no command holds more than a few of the responses. */
const MOST_MEMORY = 250;

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wirewalk-test-"));
  const plain = join(folder, "plain");
  writeLongTrace(plain, { exchanges: EXCHANGES, body: BODY });
  const file = openSync(join(folder, "long.har"), "w");
  const [head = "", ...exchanges] = readFileSync(plain, "utf8").split(/(?=\n {6}\{)/);
  writeSync(file, head);
  const lines = Buffer.alloc(1 << 20, "\n");
  for (const exchange of exchanges) {
    for (let size = 0; size < FILE / EXCHANGES; size += lines.length) writeSync(file, lines);
    writeSync(file, exchange);
  }
  closeSync(file);
  await writeFile(
    join(folder, "wirewalk.config.yaml"),
    "walkthroughs:\n  long:\n    trace: long.har\n    page: long.md\n",
  );
});

afterAll(async () => rm(folder, { recursive: true, force: true }));

/** Writes the peak memory of a program when it ends; `resourceUsage` would report the peak of its parent if that was higher. */
const WATCH = `data:text/javascript,${encodeURIComponent(
  `import { copyFileSync } from "node:fs"; process.on("exit", () => copyFileSync("/proc/self/status", "memory"));`,
)}`;

interface Run {
  readonly exitCode: number;
  /** Length of stdout and stderr. */
  readonly output: string;
  /** Megabytes at most. */
  readonly memory: number;
}

async function run(line: string): Promise<Run> {
  const argv = ["--import", WATCH, MAIN, ...line.split(" ")];
  const env = { PATH: process.env["PATH"], HOME: folder, TMPDIR: folder };
  const [exitCode, output] = await new Promise<readonly [number, string]>((resolve) => {
    execFile(process.execPath, argv, { cwd: folder, env, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      resolve([error === null ? 0 : Number(error.code), stdout + stderr]);
    });
  });
  const kilobytes = matchedText(/^VmHWM:\s+(\d+)/m, await readFile(join(folder, "memory"), "utf8"), 1);
  return { exitCode, output, memory: Number(kilobytes) / 1024 };
}

const TEXTS = ["bruno", "curl", "http", "httpyac", "hurl", "mermaid", "openapi", "plantuml", "postman"];

test.for([
  ["show long.har", `${EXCHANGES} exchanges`],
  ["show long.har 3 --curl", "page=1"],
  ["show long.har --grep cirros --limit 1", `1 of ${EXCHANGES} exchanges`],
  ["show lon*.har --where status=200", "page=1"],
  ["show long.har --partial", `${EXCHANGES} exchanges`],
  ["diagram long.har --format text", "/v2/images"],
  ["render long", "wrote long.md"],
  ["check", "up to date"],
  ["render long.har -o other.md", "Wrote other.md"],
  ["diff long.har long.har", "no difference"],
  ["doctor long.har", "trace: "],
  ["scan long.har", "No secrets found in 1 text file"],
  ["redact long.har -o redacted.har", "Wrote redacted.har"],
  ["share long.har -o shared.zip", "Wrote shared.zip"],
  ["gather long.har -o gathered.har", `${EXCHANGES} exchanges`],
  ["import long.har -o imported.har", "imported.har"],
  ["replay long.har --no-isolation -- true", ""],
  ["open long.har --print", ".html"],
  ["export long.har --format har -o exported.har", "Wrote exported.har"],
  ["export long.har --format otlp -o exported.jsonl", "Wrote exported.jsonl"],
  ["export long.har --format html -o exported.html", "Wrote exported.html"],
  ...TEXTS.map((format) => [`export long.har --format ${format} -o exported.${format}`, "Wrote"] as const),
] as const)("a trace of 540 MB: wirewalk %s", async ([line, said]) => {
  const { exitCode, output, memory } = await run(line);
  expect([exitCode, output]).toEqual([0, expect.stringMatching(new RegExp(said, "i"))]);
  expect(memory).toBeLessThan(MOST_MEMORY);
});

test("a complete trace of 540 MB needs no recovery", async () => {
  expect(await run("recover long.har")).toMatchObject({ exitCode: 2, output: expect.stringContaining("long.har") });
});

test("the files that commands wrote from a trace of 540 MB contain all of it", async () => {
  for (const name of ["redacted.har", "shared.zip", "gathered.har", "imported.har", "exported.har", "exported.jsonl"]) {
    const { log } = await openTrace(join(folder, name));
    expect([name, log.entries.map(({ response }) => response.content.text?.length)]).toEqual([name, [BODY, BODY]]);
  }
});
