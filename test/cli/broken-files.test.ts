import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { describe, expect, test } from "vitest";

import { readTrace, writeTrace } from "../../src/trace/files/file.ts";
import { serializeTrace } from "../../src/trace/model/serialize.ts";
import { inTurn } from "../analyze/an-entry.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";

const trace = inTurn(
  { url: "http://a/one", answer: { text: "한글 \n" } },
  { url: "http://a/two", answer: { text: "second" } },
  { url: "http://a/three", answer: { text: "한글 \n third" } },
);
const TEXT = serializeTrace(trace);

async function write(content: string | Buffer): Promise<string> {
  const file = join(await tempFolder(), "session.har");
  await writeFile(file, content);
  return file;
}

function cutBehind(text: string, more = 0): Buffer {
  return Buffer.from(TEXT).subarray(0, Buffer.from(TEXT.slice(0, TEXT.lastIndexOf(text) + text.length)).length + more);
}

const CUTS = {
  "between entries": Buffer.from(TEXT.slice(0, TEXT.lastIndexOf('{\n        "startedDateTime'))),
  "in an entry": cutBehind('"method": "GET",'),
  "in a string": cutBehind("http://a/thr"),
  "in a character": cutBehind("한", -1),
  "in an escape": cutBehind("\\\\n thi", -5),
  "behind the entries": cutBehind('"_wirewalk'),
};

describe.each(Object.entries(CUTS))("a trace that is truncated %s", (_, content) => {
  test("is refused by every command that reads it, with the position", async () => {
    const file = await write(content);
    for (const argv of [
      ["show", file],
      ["diagram", file, "--format", "text"],
      ["doctor", file],
      ["redact", file, "-o", `${file}.out`],
      ["export", file, "--format", "curl"],
      ["diff", file, file],
    ]) {
      const { exitCode, stderr } = await runCli(argv);
      expect([argv[0], exitCode, stderr]).toEqual([argv[0], 2, expect.stringMatching(/\(line \d+, column \d+\)/)]);
    }
  });

  test("is shown as far as possible, and recovered into another file", async () => {
    const file = await write(content);
    const shown = await runCli(["show", file, "--partial"]);
    expect(shown.exitCode).toBe(0);
    expect(shown.stdout).toContain("/one");
    expect(shown.stderr).toContain("is truncated at line");
    const recovered = await runCli(["recover", file]);
    expect(recovered.exitCode).toBe(0);
    const { log } = await readTrace(join(dirname(file), "session.recovered.har"));
    expect(recovered.stderr).toContain(`Recovered ${log.entries.length} exchanges`);
    const urls = log.entries.map(({ request }) => request.url);
    expect(urls).toEqual(trace.log.entries.slice(0, urls.length).map(({ request }) => request.url));
    expect(urls.length).toBeGreaterThanOrEqual(2);
    expect(await readFile(file)).toEqual(content);
  });
});

test.each([
  ["another document", TEXT, "has a second document (not read)"],
  ["another document on the same line", JSON.stringify(JSON.parse(TEXT)), "has a second document (not read)"],
  ["NULs, as a crash of the machine leaves them", "\0".repeat(512), "is damaged"],
])(
  "a trace that %s follows is reported with the position of the extra text, and not as truncated",
  async (_, more, what) => {
    const first = more.startsWith("{") && !more.includes("\n") ? more : TEXT;
    const file = await write(first + more);
    const [line, column] = [first.split("\n").length, first.length - first.lastIndexOf("\n")];
    const place = `${what} at line ${line}, column ${column};`;
    expect((await runCli(["show", file, "--partial"])).stderr).toContain(`The file ${place}`);
    expect((await runCli(["recover", file])).stderr).toContain(`"${file}" ${place}`);
  },
);

test("of a second document in a file, the message states how to read it; what only lacks a comma is none", async () => {
  const { stderr } = await runCli(["show", await write(`${TEXT}${TEXT}`)]);
  expect(stderr).toContain("Hint: A second document begins there: divide the file");
  const damaged = await runCli(["show", await write(TEXT.replace(/\},(\s+\{\s+"startedDateTime")/, "}$1"))]);
  expect(damaged.stderr).toContain("is not valid JSON");
  expect(damaged.stderr).not.toContain("second document");
});

test("exchanges of a list that another list follows are not dropped silently", async () => {
  const { log } = JSON.parse(TEXT) as { log: { entries: readonly object[] } };
  const file = await write(TEXT.replace('"entries": [', `"entries": ${JSON.stringify(log.entries)}, "entries": [`));
  const { exitCode, stderr } = await runCli(["show", file]);
  expect([exitCode, stderr]).toEqual([
    0,
    expect.stringContaining(
      `${log.entries.length} exchanges in a list of "entries" that another one follows are omitted.`,
    ),
  ]);
});

const entry = '{"request": {"method": "GET", "url": "http://a/"}}';
const BROKEN = {
  "two documents": [`${TEXT}${TEXT}`, "is not valid JSON"],
  "a number as entries": ['{"log": {"entries": 5}}', '"log.entries" must be a list, found number'],
  "an entry nested too deep": [
    `{"log": {"entries": [{"x": ${"[".repeat(100_000)}${"]".repeat(100_000)}}]}}`,
    "is nested too deep to be read (line 1, column 1027)",
  ],
  "depth without an end": [`{"log": {"entries": [${"[".repeat(100_000)}`, "is nested too deep to be read"],
  "depth outside of entries": [`{"log": {"entries": [${entry}], "x": ${'{"a":'.repeat(100_000)}`, "is nested too deep"],
  "a string that does not end": [`{"log": {"entries": [${entry.slice(0, -4)}`, "is not valid JSON (line 1"],
  "a string and nothing else": [`"${"x".repeat(1000)}"`, '"(the whole file)" must be an object, found string'],
} as const;

test.each(Object.entries(BROKEN))("%s: the message reports it", async (_, [content, message]) => {
  const { exitCode, stderr } = await runCli(["show", await write(content)]);
  expect(stderr).toContain(message);
  expect(exitCode).toBe(2);
});

test("from two documents in one file, the first is recovered", async () => {
  const file = await write(`${TEXT}${TEXT}`);
  expect((await runCli(["recover", file, "-o", `${file}.out`])).exitCode).toBe(0);
  expect((await readTrace(`${file}.out`)).log.entries).toHaveLength(3);
});

test.each([
  ["null", null],
  ["a number", 5],
  ["one without a request", { startedDateTime: "2026-11-30T10:00:00.000Z", time: 1 }],
])("if an entry is invalid (%s), the others are shown and saved", async (_, none) => {
  const har = JSON.parse(TEXT) as { log: { entries: unknown[] } };
  har.log.entries.unshift(none);
  const file = await write(JSON.stringify(har));
  const refused = await runCli(["show", file]);
  expect([refused.exitCode, refused.stderr]).toEqual([
    2,
    expect.stringMatching(/"log.entries\[0\][^]*wirewalk recover/),
  ]);
  const shown = await runCli(["show", file, "--partial"]);
  expect([shown.exitCode, shown.stdout]).toEqual([0, expect.stringContaining("3 exchanges")]);
  expect(shown.stderr).toContain("1 exchange that cannot be read is omitted.");
  const recovered = await runCli(["recover", file, "-o", `${file}.out`]);
  expect(recovered).toMatchObject({
    exitCode: 0,
    stderr: expect.stringMatching(
      /Recovered 3 exchanges .*\n.* has exchanges that are not valid HAR; it was not changed/,
    ),
  });
  expect((await readTrace(`${file}.out`)).log.entries).toHaveLength(3);
});

test.each([
  ["every exchange is damaged", TEXT.replaceAll('"method": "GET"', '"method": "G\0T"')],
  ["the file ends in its head", TEXT.slice(0, 30)],
  ["each line is a document", trace.log.entries.map((one) => JSON.stringify(one)).join("\n")],
])("if %s, nothing is saved, and nobody is sent to `recover`", async (_, content) => {
  const file = await write(content);
  expect((await runCli(["show", file])).stderr).not.toContain("wirewalk recover");
  expect(await runCli(["show", file, "--partial"])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("contains no complete exchange"),
  });
  expect((await runCli(["recover", file, "-o", `${file}.out`])).exitCode).toBe(2);
  expect(existsSync(`${file}.out`)).toBe(false);
});

test.each([
  ["UTF-16 with half a character", Buffer.from(TEXT.replace("second", "sec\ud800ond"), "utf16le")],
  ["two byte order marks", Buffer.from(`\uFEFF\uFEFF${TEXT}`)],
  ["two byte order marks, UTF-16", Buffer.from(`\uFEFF\uFEFF${TEXT}`, "utf16le")],
])("a file with %s is read", async (_, content) => {
  const { exitCode, stdout, stderr } = await runCli(["show", await write(content)]);
  expect([exitCode, stdout, stderr]).toEqual([0, expect.stringContaining("3 exchanges"), ""]);
});

test("if an entry is nested too deeply to read, the others are shown and saved", async () => {
  const deep = `{"_x": ${"[".repeat(100_000)}${"]".repeat(100_000)}, `;
  const file = await write(TEXT.replace('{\n        "startedDateTime"', () => `${deep}"startedDateTime"`));
  expect(await runCli(["show", file])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("nested too deep"),
  });
  const shown = await runCli(["show", file, "--partial"]);
  expect([shown.exitCode, shown.stdout]).toEqual([0, expect.stringContaining("2 exchanges")]);
  expect(shown.stderr).toContain("1 exchange that cannot be read is omitted.");
  const recovered = await runCli(["recover", file, "-o", `${file}.out`]);
  expect([recovered.exitCode, recovered.stderr]).toEqual([0, expect.stringContaining("Recovered 2 exchanges")]);
});

test("a complete trace is not recovered", async () => {
  const { exitCode, stderr } = await runCli(["recover", await write(TEXT)]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("is complete: nothing to recover")]);
});

describe("a file left by a program that was killed while it wrote", () => {
  async function leave(content: string | Buffer): Promise<{ readonly file: string; readonly left: string }> {
    const file = join(await tempFolder(), "t.har");
    const left = `${file}.tmp-aB3xY9`;
    await mkdir(left);
    await writeFile(join(left, "content"), content);
    return { file, left };
  }

  test("is moved to its place if it is complete", async () => {
    const { file, left } = await leave(TEXT);
    const { exitCode, stderr } = await runCli(["recover", left]);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining(`Recovered 3 exchanges in ${file}`)]);
    expect(await readFile(file, "utf8")).toBe(TEXT);
    expect(existsSync(left)).toBe(false);
  });

  test("yields its complete exchanges if it is truncated", async () => {
    const { file, left } = await leave(CUTS["in a string"]);
    expect((await runCli(["recover", left])).exitCode).toBe(0);
    expect((await readTrace(file)).log.entries).toHaveLength(2);
    expect(await readdir(dirname(file))).toEqual([basename(file)]);
  });

  test("stays if the file exists, or the journal with all its exchanges", async () => {
    const { file, left } = await leave(CUTS["in a string"]);
    await writeTrace(file, trace);
    expect((await runCli(["recover", left])).exitCode).toBe(2);
    const other = await leave(CUTS["in a string"]);
    await writeFile(`${other.file}.journal`, '{"wirewalkJournal":1}\n');
    const { exitCode, stderr } = await runCli(["recover", other.left]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`recover ${other.file}.journal`)]);
    expect(existsSync(left) && existsSync(other.left)).toBe(true);
  });
});

test.each([
  ["cut in its first exchange", TEXT.slice(0, TEXT.indexOf("http://a/one")), "contains no complete exchange"],
  ["cut before its exchanges", TEXT.slice(0, 60), "contains no complete exchange"],
  ["a list", "[]", "must be an object, found list"],
])("nothing is shown or written from a file that is %s", async (_, content, message) => {
  const file = await write(content);
  for (const argv of [
    ["show", file, "--partial"],
    ["recover", file],
  ]) {
    const { exitCode, stderr } = await runCli(argv);
    expect([argv[0], exitCode, stderr]).toEqual([argv[0], 2, expect.stringContaining(message)]);
  }
  expect(await readdir(dirname(file))).toEqual(["session.har"]);
});

test.each([
  ["a log", "2026-11-30 10:00:00 started\n", "is text, neither a HAR file nor a journal.", "wirewalk import"],
  ["a HAR file without its first character", '"log":{}', "has lost its beginning.", '`{"log":`'],
  ["a journal without its first bytes", 'ewalkJournal":1}\n', "has lost its beginning.", '`{"wirewalkJournal":`'],
  ["a string without its end", '"one', "is truncated at line 1, column 5 and contains no", "export it again"],
  ["a list without its end", '[{"log":{"entries":[]', "is truncated at line 1, column 22 and", "export it again"],
  ["spans without their end", '{"resourceSpans":[', "is not valid JSON (line 1, column 19).", "export it again"],
])("recover names %s, and another step than itself", async (_, content, message, hint) => {
  const file = await write(content);
  const { exitCode, stderr } = await runCli(["recover", file]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`Trace "${file}" ${message}`)]);
  expect(stderr).toContain(hint);
  expect(stderr).not.toContain("wirewalk recover");
  expect((await runCli(["show", file])).stderr).not.toContain("wirewalk recover");
  expect(await readdir(dirname(file))).toEqual(["session.har"]);
});

test("a pipe is not recovered, as it can be read only once", async () => {
  const pipe = `${await write("")}.pipe`;
  execFileSync("mkfifo", [pipe]);
  const { exitCode, stderr } = await runCli(["recover", pipe, "-o", `${pipe}.har`]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`Cannot recover "${pipe}": it is a pipe.`)]);
});

test("of a file that cannot be read, scan names the reason", async () => {
  const { exitCode, stderr } = await runCli(["scan", "/proc/self/mem"]);
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^Cannot read "\/proc\/self\/mem": the disk reports/)]);
});
