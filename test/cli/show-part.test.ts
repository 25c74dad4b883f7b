import { describe, expect, test } from "vitest";

import { readTrace, writeTrace } from "../../src/trace/files/file.ts";
import { runCli } from "./run-cli.ts";
import { writeTraceFile } from "./write-trace-file.ts";

/** 2,000 exchanges: one failed, one was slow, and one contains a word. */
const MANY = Array.from({ length: 2000 }, (_, at) => ({
  url: `/things/x${at}`,
  status: at === 1000 ? 500 : 200,
  reason: at === 1000 ? "Internal Server Error" : "OK",
  text: at === 77 ? String.raw`{"why":"\uD560\uB2F9\uB7C9 exceeded"}` : "{}",
  headers: [["X-Place", String(at)]] as const,
}));

test("the only failure in the middle comes first, whatever is omitted from the diagram", async () => {
  const { stdout } = await runCli(["show", await writeTraceFile(...MANY)]);
  expect(stdout).toMatch(/^Recorded .*\nFirst failure: \(2002\) GET \/things\/\S+ 500, /);
});

test("past 5,000 exchanges, the summary has the same head and the same numbers as the diagram", async () => {
  const all = Array.from({ length: 5001 }, (_, at) => MANY[at % 2000 === 1000 ? 0 : at % 2000] ?? { url: "/" });
  const failed = { url: "/orders", status: 503, reason: "", headers: [["X-Request-Id", "req-7"]] as const };
  const file = await writeTraceFile(...all.with(3000, failed));
  const { log } = await readTrace(file);
  const missing = [{ kind: "bypassed", host: "cloud.example:443", reason: "not HTTP", count: 2 }] as const;
  const alike = [{ aliases: ["REDACTED-token-1", "REDACTED-token-2"], but: "case" }] as const;
  await writeTrace(file, { log: { ...log, _wirewalk: { format: 1, redacted: {}, missing, alike } } });
  const { stdout, stderr } = await runCli(["show", file]);
  expect(stderr).toContain("cloud.example:443");
  expect(stderr).toContain("REDACTED-token-1 and REDACTED-token-2 are the same value except for");
  expect(stdout).toMatch(
    /^First failure: \(6002\) GET \/orders 503, .* s after start\.\n  X-Request-Id: req-7\n\n5001 ex/,
  );
  expect(stdout).toMatch(/^ +\d+ ms  \(\d+\)-\(\d+\)  GET /m);
  expect(stdout).not.toContain("#");
  expect((await runCli(["show", file, "--failed"])).stdout).toMatch(/^6001 +GET +\/orders/m);
});

test("past 5,000 exchanges, twins are counted once, even if somebody removed the list of recorders", async () => {
  const all = Array.from({ length: 5002 }, (_, at) => ({ url: "/things", status: at === 3000 ? 503 : 200 }));
  const file = await writeTraceFile(...all);
  const { log } = await readTrace(file);
  const entries = log.entries
    .with(8, Object.assign({}, log.entries[8], { _id: "asked" }))
    .with(9, Object.assign({}, log.entries[9], { _id: "seen", _twinOf: "asked", _twinBy: "request-id" }));
  await writeTrace(file, { log: { ...log, entries } });
  const { stdout } = await runCli(["show", file]);
  expect(stdout).toMatch(/^First failure: \(6000\) GET \/things 503, .*\n\n5001 exchanges/);
});

test("a chosen exchange whose arrows are far apart is one diagram, without any mention of a gap", async () => {
  const file = await writeTraceFile(...MANY.slice(0, 300));
  const { log } = await readTrace(file);
  const slow = log.entries.map((entry, at) => (at === 100 ? { ...entry, time: 3_600_000 } : entry));
  await writeTrace(file, { log: { ...log, entries: slow } });
  const { stdout } = await runCli(["show", file, "--slow", "10s"]);
  expect(stdout).not.toContain("not shown");
  expect(stdout.match(/^ *# /gm)).toHaveLength(1);
  expect(stdout).toMatch(/^201 +GET +\/things\/\S+ +200 OK/m);
  expect(stdout).toMatch(/^ 600 .*Response: 200 OK/m);
});

describe("a part is shown with the numbers of the whole", () => {
  test.each([
    [["--failed"], "2001"],
    [["--status", "5xx"], "2001"],
    [["--status", "404,500-502"], "2001"],
    [["--grep", "x-place: 1000"], "2001"],
    [["--grep", "할당량 EXCEEDED"], "155"],
    [["--grep", "/things/x1000"], "2001"],
    [["--where", "status=500"], "2001"],
    [["--failed", "--grep", "x1000", "--slow", "0ms"], "2001"],
  ])("%j", async (options, number) => {
    const { stdout, exitCode } = await runCli(["show", await writeTraceFile(...MANY), ...options]);
    expect(exitCode).toBe(0);
    expect(Array.from(stdout.matchAll(/^(\d+) +GET/gm), ([, found]) => found)).toEqual([number]);
    expect(stdout).toContain("\n1 of 2000 exchanges;");
  });

  test("in step details too, and in the hint for a missing step", async () => {
    const file = await writeTraceFile(...MANY);
    expect((await runCli(["show", file, "2002", "--failed"])).stdout).toMatch(/^\(2001\) GET .*x1000\n/);
    expect((await runCli(["show", file, "3", "--failed"])).stderr).toContain(
      "Use an arrow number (2001, 2002) or a step ID: ",
    );
  });

  test("an invalid value is reported", async () => {
    expect(await runCli(["show", await writeTraceFile({ url: "/" }), "--failed"])).toMatchObject({
      exitCode: 0,
      stdout: "None of 1 exchange matches.\n",
    });
  });

  test.each([
    ["--status", "6", 'Unknown value "6" for --status.'],
    ["--status", "500-400", 'Unknown value "500-400" for --status.'],
    ["--slow", "fast", '--slow must be a duration, but got "fast".'],
    ["--grep", "", "--grep needs a text to look for."],
  ])("%s %j is refused", async (option, value, message) => {
    const outcome = await runCli(["show", await writeTraceFile({ url: "/" }), `${option}=${value}`]);
    expect(outcome).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(message) });
  });
});

test("one exchange, with its curl command, its times, and its IDs", async () => {
  const headers = [["X-Request-Id", "req-9"]] as const;
  const { stdout } = await runCli([
    "show",
    await writeTraceFile({ url: "/a?b=1", status: 502, headers }),
    "2",
    "--curl",
  ]);
  expect(stdout).toMatch(/\n2026-11-23 00:00:00\S* UTC, 1\.0 ms\n {2}wait +1\.0 ms {2}█+\n/);
  expect(stdout).toContain("\nX-Request-Id: req-9\n");
  expect(stdout).toMatch(/\n\ncurl \\\n {2}--request GET \\\n {2}--url \S+\/a\?b=1'?/);
  expect((await runCli(["show", await writeTraceFile({ url: "/" }), "--curl"])).stderr).toContain("Name the arrow");
});
