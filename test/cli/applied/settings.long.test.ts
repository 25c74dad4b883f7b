import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";

import { SETTING_USES } from "../../../src/cli/options/modes/setting-uses.ts";
import { textBefore } from "../../../src/sequence/text-before.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { run } from "../run-in-project.ts";
import { fillTemplate } from "./template.ts";

/** A value for each setting that changes something in the recording of the template project. */
const SETTINGS = {
  redact: "redact: { rules: [{ pattern: logo }] }",
  volatile: "volatile: [/items/0/price]",
  fixed: "fixed: [/items/0/id]",
  participants: "participants: { shop.example: The-shop }",
  labels: "labels: { GET /items: List all }",
  paths: "paths: ['/items/{thing}']",
  openapi: "openapi: openapi.json",
  only: "only: [host=shop.example]",
  drop: "drop: [host=cdn.example]",
  headers: "headers: { hide: [X-House] }",
  servers: "servers: { 'http://shop.example': 'https://api.public.example' }",
  fold: "fold: [/items]",
  dataFlow: "dataFlow: true",
  recorders: "recorders: true",
  proto: "proto: calls.proto",
} as const satisfies Partial<Record<keyof typeof SETTING_USES, string>>;

/** Command lines, by their names in the table of uses; if there are several for one name, the setting must apply to each. */
const LINES: readonly (readonly [use: string, line: string])[] = [
  ["import", "import foreign.har -o out.har"],
  ["redact", "redact foreign.har -o out.har"],
  ["scan", "scan foreign.har"],
  ["render", "render w"],
  ["render", "render traces/w.har -o out.md"],
  ["check", "check w"],
  ["show", "show w"],
  ["show --json", "show traces/w.har --json"],
  ["show STEP", "show w --step 1"],
  ["diagram", "diagram w"],
  ["diagram", "diagram traces/w.har --format svg --engine builtin"],
  ["export", "export w --format plantuml"],
  ["export --format html", "export w --format html"],
  ["open", "open w --print"],
  ["share", "share w -o out.zip"],
  ["diff", "diff w later.har"],
  ["diff", "diff traces/w.har later.har --json"],
  ["diff --side-by-side", "diff w later.har --side-by-side"],
  ["diff --format html", "diff w later.har --format html"],
  ["doctor", "doctor traces/w.har"],
  ["gather", "gather traces/w.har -o out.har"],
];

/** Command lines that are tried only with settings that affect bodies. */
const OF_BODIES: ReadonlySet<string> = new Set(["show STEP", "export --format html"]);

/** Settings whose effect shows only in a trace of their own. */
const TRACES: Readonly<Record<string, string>> = {
  redact: "foreign.har",
  recorders: "gathered.har",
  fold: "many.har",
  proto: "calls.har",
};

/** Settings that a command line can't show: the report in a browser has no diagram text of its own, and the counts stay the same. */
const UNSEEN: ReadonlySet<string> = new Set(["dataFlow open", "recorders open"]);

const template = mkdtempSync(join(tmpdir(), "wirewalk-test-"));
beforeAll(async () => {
  await fillTemplate(template);
  const own = JSON.parse(readFileSync(join(template, "t.har"), "utf8"));
  const { _wirewalk, ...log } = own.log;
  writeFileSync(join(template, "foreign.har"), JSON.stringify({ log }));
  log.entries[0].response.content.text = JSON.stringify({ items: Array.from({ length: 30 }, (_, id) => ({ id })) });
  writeFileSync(join(template, "many.har"), JSON.stringify({ log: { ...log, _wirewalk } }));
});
afterAll(() => rmSync(template, { recursive: true, force: true }));

const PAIRS = Object.keys(SETTINGS).flatMap((setting) =>
  LINES.filter(([use]) => setting === "proto" || !OF_BODIES.has(use)).map(([use, line]) => ({ setting, use, line })),
);

test.each(PAIRS)("$setting in `$line`", async ({ setting, use, line }) => {
  const uses: readonly string[] = SETTING_USES[setting as keyof typeof SETTINGS];
  const counts = uses.includes(use) || (/^(?:diff |show --json)/.test(use) && uses.includes(textBefore(use, " ")));
  if (counts && UNSEEN.has(`${setting} ${use}`)) return;
  const value = SETTINGS[setting as keyof typeof SETTINGS];
  const trace = TRACES[setting] ?? "t.har";
  const [bare, set] = [await bareOutcomeOf(trace, line), await outcomeOf(trace, line, `${value}\n`)];
  if (counts) expect(set).not.toEqual(bare);
  else expect(set).toEqual(bare);
});

/** Results of command lines in a project without settings, which many settings share. */
const BARE = new Map<string, Promise<unknown>>();

function bareOutcomeOf(trace: string, line: string): Promise<unknown> {
  const key = JSON.stringify([trace, line]);
  const outcome = BARE.get(key) ?? outcomeOf(trace, line, "");
  BARE.set(key, outcome);
  return outcome;
}

/** Everything that a command line prints and writes. */
async function outcomeOf(trace: string, line: string, settings: string): Promise<unknown> {
  const folder = await tempFolder();
  cpSync(template, folder, { recursive: true });
  cpSync(join(folder, trace), join(folder, "traces/w.har"));
  mkdirSync(join(folder, "docs"));
  const config = "walkthroughs: { w: { title: W, page: docs/w.md } }\n";
  writeFileSync(join(folder, "wirewalk.config.yaml"), config);
  if (line.startsWith("check")) await run(folder, "render", "w");
  writeFileSync(join(folder, "wirewalk.config.yaml"), settings + config);
  const { exitCode, stdout, stderr } = await run(folder, ...line.split(" "));
  const isFile = line.startsWith("open");
  const report = isFile ? readFileSync(stdout.trim(), "utf8") : stdout;
  const written = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /^(?:out|docs)\b/.test(name) && statSync(join(folder, name)).isFile())
    .map((name) => [name, textOf(join(folder, name))]);
  return { exitCode, report, stderr, written };
}

function textOf(file: string): unknown {
  const bytes = readFileSync(file);
  if (!file.endsWith(".zip")) return bytes.toString();
  // The time of packing is not a difference.
  const texts = Object.entries(unzipSync(bytes)).filter(([name]) => name !== "README.md");
  return texts.map(([name, text]) => [name, strFromU8(text)]);
}
