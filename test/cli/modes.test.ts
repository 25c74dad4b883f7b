import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { describeCommands } from "../../src/cli/completion/describe-commands.ts";
import type { Fate, ModeTable } from "../../src/cli/options/modes/mode-table.ts";
import { writeTrace } from "../../src/trace/files/file.ts";
import { inTurn } from "../analyze/an-entry.ts";
import { runCli } from "./run-cli.ts";
import { createProject, run } from "./run-in-project.ts";

const TABLES: Readonly<Record<string, ModeTable>> = Object.fromEntries(
  (await describeCommands()).flatMap(({ name, modes }) => (modes === undefined ? [] : [[name, modes]])),
);

/** A command line for each mode. */
const LINES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  record: { names: ["w"], flow: ["--flow", "image-add-project"], program: ["--", "no-such-program"] },
  render: { names: ["w"], page: ["t.har", "-o", "page.md"], stdout: ["t.har"] },
  show: {
    ladder: ["t.har"],
    step: ["t.har", "--step", "1"],
    json: ["t.har", "--json"],
    why: ["t.har", "--why"],
    secrets: ["t.har", "--where-secret"],
    watch: ["t.har", "--watch"],
  },
  check: { pages: ["w"], live: ["w", "--live"] },
  diagram: { text: ["t.har"], picture: ["t.har", "--format", "svg"] },
  export: { other: ["t.har", "--format", "curl"], spans: ["t.har", "--format", "otlp"] },
  replay: { servers: ["t.har"], proxy: ["t.har", "--proxy"], program: ["t.har", "--", "true"] },
  doctor: {
    machine: [],
    program: ["--", "true"],
    trace: ["t.har"],
    endpoint: ["--otlp", "http://127.0.0.1:9"],
  },
  ca: { show: ["show"], export: ["export"], renew: ["renew"], remove: ["remove", "--yes"] },
  init: {
    program: ["--", "true"],
    command: ["--command", "true"],
    flow: ["--flow", "image-add-project"],
    from: ["--from", "t.har"],
  },
  proxy: { forward: [], reverse: ["--reverse", "http://127.0.0.1:9"] },
  gather: {
    file: ["t.har", "traces/w.har", "-o", "g.har"],
    walkthrough: ["t.har", "w"],
    preview: ["t.har", "traces/w.har", "--dry-run"],
  },
  diff: {
    terminal: ["t.har", "t.har"],
    markdown: ["t.har", "t.har", "--format", "markdown"],
    json: ["t.har", "t.har", "--json"],
    html: ["t.har", "t.har", "--format", "html"],
  },
  scan: { text: ["text"], json: ["text", "--json"], sarif: ["text", "--sarif"] },
  open: { report: ["t.har", "--print"], live: ["t.har", "--live", "--print"] },
  push: {
    whole: ["t.har", "--otlp", "ftp://127.0.0.1"],
    missing: ["t.har", "--otlp", "ftp://127.0.0.1", "--missing", "jaeger+http://127.0.0.1:9"],
  },
  recover: { list: [], rebuild: ["t.har"] },
  templates: { list: ["list"], eject: ["eject", "mkdocs/note.hbs", "-o", "own"], check: ["check", "own"] },
};

/** A valid value for an option that does not accept any text; undefined for an option without a value. */
const VALUES: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(
    [
      "accept",
      "adopt",
      "check",
      "data-flow",
      "diff",
      "fix-refs",
      "force",
      "fresh",
      "json",
      "keep-examples",
      "propagate",
      "recorders",
    ].map((name) => [name, undefined]),
  ),
  ...Object.fromEntries(
    [
      "curl",
      "failed",
      "live",
      "no-output",
      "open",
      "partial",
      "no-isolation",
      "https",
      "headers",
      "keep-host",
      "proxy",
      "side-by-side",
      "transparent",
      "unsafe-raw",
      "watch",
      "where-secret",
      "why",
      "yes",
    ].map((name) => [name, undefined]),
  ),
  "body-limit": "5",
  diagram: "svg",
  engine: "builtin",
  flow: "image-add-project",
  format: "svg",
  level: "strict",
  listen: "0",
  map: "ids",
  mermaid: "8",
  "on-failure": "502",
  slow: "5s",
  status: "5xx",
  theme: "dark",
};

const PAIRS = Object.entries(TABLES).flatMap(([command, { modes, options }]) =>
  Object.entries(options).flatMap(([option, fates]) =>
    Object.keys(modes).map((mode) => ({ command, option, mode, fate: fates[mode] as Fate })),
  ),
);

test.each(PAIRS.filter(({ fate }) => fate !== "applied"))(
  "$command $mode refuses --$option, and suggests what to do instead",
  async ({ command, option, mode, fate }) => {
    const folder = await aProject();
    const [own, program] = splitProgram(LINES[command]?.[mode] ?? []);
    const isFormat = command === "check" && option === "format";
    const value = option in VALUES ? VALUES[option] : "text";
    const words = [`--${option}`, ...(value === undefined ? [] : [isFormat ? "github" : value])];
    const { exitCode, stdout, stderr } = await run(folder, command, ...own, ...words, ...program);
    // With --json, the error is printed there too.
    expect({ exitCode, stdout: stdout.replace(/^\{"error".*\n$/, "") }).toEqual({ exitCode: 2, stdout: "" });
    // If two options exclude each other, the error may name either.
    expect(stderr).toMatch(
      command === "show" || command === "init" ? /does not accept --[\w-]+\./ : `does not accept --${option}.`,
    );
    if (typeof fate === "object" && "key" in fate) expect(stderr).toContain(`\`${fate.key}\` of the walkthrough`);
    if (typeof fate === "object" && "instead" in fate) expect(stderr).toMatch(/ {2}Hint: [A-Z`]/);
    if (typeof fate === "object" && "instead" in fate) expect(stderr).toContain(fate.instead.slice(1));
  },
);

test.each(Object.entries(TABLES))(
  "the table of %s has all of its options, and the help shows them",
  async (command, table) => {
    const { stdout } = await runCli([command, "--help"]);
    const declared = Array.from(
      stdout.split("Examples:")[0]?.matchAll(/^ +(?:-\w, )?--([\w-]+)/gm) ?? [],
      ([, name]) => name,
    );
    const own = new Set(declared.filter((name = "") => !["help", "version", "debug"].includes(name)));
    expect(own).toEqual(new Set(Object.keys(table.options)));
    const flat = stdout.replaceAll(/\s+/g, " ");
    for (const fates of Object.values(table.options)) {
      for (const fate of Object.values(fates)) {
        if (typeof fate === "object" && "key" in fate) expect(flat).toContain(`[key: ${fate.key}]`);
      }
    }
  },
);

test("a mode has an option for each row, and refuses none of its own command line", async () => {
  const folder = await aProject();
  expect(new Set(Object.keys(TABLES))).toEqual(new Set(Object.keys(LINES)));
  for (const [command, { modes }] of Object.entries(TABLES)) {
    for (const mode of Object.keys(modes).filter((one) => one !== "watch" && !isServing(command, one))) {
      const [own, program] = splitProgram(LINES[command]?.[mode] ?? []);
      const { stderr } = await run(folder, command, ...own, ...program);
      expect(stderr).not.toContain("does not accept");
    }
  }
});

test("names together with a flow, a program, or a trace are refused", async () => {
  const folder = await aProject();
  const lines = [
    ["record", "w", "--", "true"],
    ["record", "w", "--flow", "image-add-project"],
    ["render", "t.har", "w"],
  ];
  for (const line of lines) expect(await run(folder, ...line)).toMatchObject({ exitCode: 2, stdout: "" });
});

/** Runs until it is interrupted. */
function isServing(command: string, mode: string): boolean {
  return command === "proxy" || (command === "open" && mode === "live") || (command === "replay" && mode !== "program");
}

async function aProject(): Promise<string> {
  const folder = await createProject("walkthroughs: { w: { title: W } }\n");
  const trace = inTurn({ url: "http://cloud/images" });
  mkdirSync(join(folder, "traces"));
  await writeTrace(join(folder, "traces/w.har"), trace);
  await writeTrace(join(folder, "t.har"), trace);
  writeFileSync(join(folder, "text"), "x\n");
  return folder;
}

function splitProgram(line: readonly string[]): readonly [own: readonly string[], program: readonly string[]] {
  const dashes = line.indexOf("--");
  return dashes < 0 ? [line, []] : [line.slice(0, dashes), line.slice(dashes)];
}
