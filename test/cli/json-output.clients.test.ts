import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { FAILURE, OUTPUTS } from "../../scripts/output-schema.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { runCli } from "./run-cli.ts";
import { createProject, run } from "./run-in-project.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

const FLOW = `
export default {
  name: "ask", summary: "Asks", inputs: [{ name: "url", description: "Address" }],
  run: async ({ inputs, dispatcher }) => {
    const { body } = await dispatcher.request({ origin: inputs.url, path: "/", method: "GET" });
    return "said: " + (await body.text());
  },
};
`;

/** The lines of a stream that are JSON; the lines of a program may come between them. */
function readLines(text: string): readonly unknown[] {
  const lines = text.split("\n").filter((line) => /^[[{]/.test(line));
  return lines.map((line): unknown => JSON.parse(line));
}

type Name = keyof typeof OUTPUTS;

const failureOf = (value: unknown): unknown => FAILURE.safeParse(value).error;

test("each command prints JSON that matches schemas/output.schema.json, on one line", async () => {
  const origin = await startTestServer((_request, response) => response.writeHead(404).end("none"));
  const collector = await startTestServer((_request, response) => response.end("{}"));
  const node = [process.execPath, "-e", `fetch(${JSON.stringify(origin)}).then((r) => r.text())`];
  const folder = await createProject(`walkthroughs: { one: { command: ${JSON.stringify(node)} } }\n`);
  const trace = await writeTraceFile(...IMAGES);
  writeFileSync(join(folder, "ask.mjs"), FLOW);
  writeFileSync(join(folder, "secret.txt"), "token: ghp_0123456789abcdefghijABCDEFGHIJ456789\n");
  const rows: readonly (readonly [Name, ...string[]])[] = [
    ["record --", "record", "-o", "r.har", "--json", "--", ...node],
    ["record --flow", "record", "-o", "f.har", "--json", "--flow", "./ask.mjs", "--url", origin],
    ["record NAME", "record", "one", "--json"],
    ["render", "render", "one", "--json"],
    ["check", "check", "one", "--json"],
    ["show", "show", trace, "--json"],
    ["show", "show", trace, "--json", "--budget", "900"],
    ["diff", "diff", trace, "r.har", "--json"],
    ["diff", "diff", trace, "r.har", "--json", "--format", "json"],
    ["doctor", "doctor", trace, "--json"],
    ["scan", "scan", "secret.txt", "--json"],
    ["ca", "ca", "--json"],
    ["templates", "templates", "--json"],
    ["gather", "gather", trace, "r.har", "--dry-run", "--json"],
    ["replay --", "replay", trace, "--no-isolation", "--json", "--", ...node],
    ["push", "push", trace, "--otlp", collector, "--json"],
    ["adopt", "adopt", "docs/one.md", "--yes", "--json"],
  ];
  for (const [name, ...argv] of rows) {
    const { stdout, stderr } = await run(folder, ...argv);
    const [first, ...others] = readLines(stdout + stderr);
    expect(others, argv.join(" ")).toEqual([]);
    expect(OUTPUTS[name].safeParse(first).error, `${argv.join(" ")}\n${stdout}${stderr}`).toBeUndefined();
  }
});

test("so do commands that run until Ctrl-C, at their beginning and at their end", async () => {
  const ended = {
    env: { WIREWALK_CONFIG_DIR: await createProject("walkthroughs: {}\n") },
    signal: AbortSignal.abort(),
  };
  const trace = await writeTraceFile(...IMAGES);
  for (const options of [[], ["--proxy"], ["--https"]]) {
    const { stdout } = await runCli(["replay", trace, "--json", ...options], ended);
    expect(readLines(stdout).map((one) => OUTPUTS.replay.safeParse(one).error)).toEqual([undefined]);
  }
  const out = join(ended.env.WIREWALK_CONFIG_DIR, "p.har");
  const { stdout } = await runCli(["proxy", "-o", out, "--json"], ended);
  const [listening, nothing] = readLines(stdout);
  expect([OUTPUTS.proxy.safeParse(listening).error, failureOf(nothing)]).toEqual([undefined, undefined]);
});

describe("what goes wrong", () => {
  test.each<[string, readonly string[], number]>([
    ["a usage error", ["show", "--json", "--jsn"], 2],
    ["a file that is not there", ["show", "nowhere.har", "--json"], 2],
    ["the same, written out", ["show", "nowhere.har", "--json=true"], 2],
    ["a comparison with nothing", ["diff", "nowhere.har", "nowhere.har", "--json"], 2],
    ["options that do not fit", ["diff", "a.har", "b.har", "--json", "--format", "html"], 2],
    ["nothing recorded", ["record", "--json", "--", process.execPath, "-e", "0"], 2],
    ["nothing to scan", ["scan", "nowhere", "--json"], 2],
    ["a replay of no trace", ["replay", "nowhere.har", "--json", "--", "curl"], 2],
    ["a project that is not there", ["check", "--json"], 2],
  ])("%s is one line of the same format", async (_what, argv, exitCode) => {
    const folder = await createProject("walkthroughs: {}\n");
    const outcome = await run(folder, ...argv);
    const [first, ...others] = readLines(outcome.stdout + outcome.stderr);
    if (first === undefined) return expect(outcome.exitCode, outcome.stderr).toBe(0);
    expect({ exitCode: outcome.exitCode, others }).toEqual({ exitCode, others: [] });
    expect(failureOf(first), JSON.stringify(first)).toBeUndefined();
  });

  test("each journal that was left is one line", async () => {
    const folder = await createProject("walkthroughs: {}\n");
    writeFileSync(join(folder, "a.har.journal"), '{"wirewalkJournal":1,"pid":0}\n');
    const { stdout } = await run(folder, "recover", "--json");
    const lines = readLines(stdout);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.map((one) => OUTPUTS.recover.safeParse(one).error)).toEqual(lines.map(() => undefined));
  });
});
