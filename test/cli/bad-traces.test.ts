import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { serializeTrace } from "../../src/trace/model/serialize.ts";
import { inTurn } from "../analyze/an-entry.ts";
import { run } from "./run-in-project.ts";

const GOOD = serializeTrace(
  inTurn(
    { url: "http://a/one", answer: { text: "한글 \n" } },
    { url: "http://a/two", answer: { text: "second" } },
    { url: "http://a/three", answer: { text: "한글 \n third" } },
  ),
);

function cutAt(text: string, more: number): Buffer {
  return Buffer.from(GOOD).subarray(0, Buffer.byteLength(GOOD.slice(0, GOOD.lastIndexOf(text))) + more);
}

const ENTRIES = GOOD.slice(GOOD.indexOf("["), GOOD.lastIndexOf("]") + 1);
const CREATOR = '"version":"1.2","creator":{"name":"x","version":"1"}';
const PLACE = /\(line \d+, column \d+\)/;

/** The content of a file, the error of every reader, and how many of its three exchanges can be saved. */
const BAD: Readonly<Record<string, readonly [content: string | Buffer, said: RegExp, whole: number]>> = {
  "cut in an entry": [cutAt('"method": "GET"', 9), PLACE, 2],
  "cut in a string": [cutAt("http://a/thr", 10), PLACE, 2],
  "cut in a character": [cutAt("한", 1), PLACE, 2],
  "cut in an escape": [cutAt("\\n third", 1), PLACE, 2],
  "two documents": [GOOD + GOOD, PLACE, 3],
  "a string and nothing else": [`"${"x".repeat(70_000)}"`, /must be an object, found string/, 0],
  "a string without an end": [`"${"x".repeat(70_000)}`, PLACE, 0],
  "deeper than anybody reads": [`{"log":{${CREATOR},"entries":[${"[".repeat(100_000)}`, PLACE, 0],
  "deep and whole": [`{"log":{${CREATOR},"entries":[{"x":${"[".repeat(1e5)}${"]".repeat(1e5)}}]}}`, PLACE, 0],
  "a number as entries": [`{"log":{${CREATOR},"entries":5}}`, /"log.entries" must be a list, found number/, 0],
  "an object as entries": [
    `{"log":{${CREATOR},"entries":{"0":{}}}}`,
    /"log.entries\[0\].request" must be an object/,
    0,
  ],
  "entries in another place": [`{"entries":${ENTRIES}}`, /"log" must be an object/, 0],
  "entries that are numbers": [`{"log":{${CREATOR},"entries":[1,2]}}`, /"log.entries\[0\]" must be an object/, 0],
  nothing: ["", /is empty/, 0],
  "zeros, as a disk leaves them": [Buffer.alloc(70_000), /is binary data/, 0],
};

/** Every command that reads a trace; `F` is the bad file, `G` a good one, and `O` the output file. */
const READERS = [
  "show F",
  "show F 1",
  "show F --json",
  "show F --where status=200",
  "diagram F --format text",
  "render F",
  "render F -o O.md",
  "check",
  "diff F G",
  "diff G F",
  "doctor F",
  "replay F",
  "redact F -o O.har",
  "share F -o O.zip",
  "open F --print",
  ...["har", "otlp", "curl"].map((format) => `export F --format ${format} -o O`),
];

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wirewalk-test-"));
  await writeFile(join(folder, "good.har"), GOOD);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe.each(Object.entries(BAD))("%s", (name, [content, said, whole]) => {
  const file = `${name.replaceAll(/\W/g, "-")}.har`;

  beforeAll(async () => {
    await writeFile(join(folder, file), content);
    await writeFile(
      join(folder, "wirewalk.config.yaml"),
      `walkthroughs:\n  bad:\n    trace: ${file}\n    page: bad.md\n`,
    );
  });

  test.each(READERS)("%s", async (line) => {
    const argv = line
      .split(" ")
      .map((word) => word.replace(/^F$/, file).replace(/^G$/, "good.har").replace(/^O/, "out"));
    const { exitCode, stdout, stderr } = await run(folder, ...argv);
    expect([exitCode, stdout + stderr]).toEqual([
      line === "check" ? expect.any(Number) : 2,
      expect.stringMatching(said),
    ]);
    expect(exitCode).toBeGreaterThan(0);
    expect(exitCode).toBeLessThan(70);
  });

  test("gather does not skip a file that was named", async () => {
    const { exitCode, stderr } = await run(folder, "gather", file, "good.har", "-o", "gathered.har");
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(said)]);
  });

  test("import reports that it does not know the format", async () => {
    const { exitCode, stderr } = await run(folder, "import", file, "-o", "imported.har");
    const isKnown = content.length === 0 || content.toString().startsWith("{");
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(isKnown ? said : /has an unknown format/)]);
  });

  test("scan reads it whatever it is", async () => {
    const { exitCode, stderr } = await run(folder, "scan", file);
    expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/No secrets found/)]);
  });

  test("its complete exchanges are shown and saved", async () => {
    const shown = await run(folder, "show", file, "--partial");
    const saved = await run(folder, "recover", file, "-o", `saved-${file}`);
    expect([shown.exitCode, saved.exitCode]).toEqual(whole === 0 ? [2, 2] : [0, 0]);
    if (whole > 0) expect(saved.stderr).toContain(`Recovered ${whole} exchanges`);
  });
});
