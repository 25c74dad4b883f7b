import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { describe, expect, test } from "vitest";

const SOURCE = join(import.meta.dirname, "../src");

/** Which part of src/ may import which other parts; docs/architecture.md gives the reasons. A part may always import itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "errors.ts": [],
  json: [],
  sequence: [],
  shapes: [],
  wire: [],
  yaml: [],
  trace: [],
  redact: ["trace"],
  analyze: ["trace"],
  openapi: ["analyze", "trace", "yaml"],
  diagram: ["analyze"],
  regions: ["analyze"],
  page: ["analyze", "regions"],
  compare: ["analyze", "diagram", "trace"],
  stabilize: ["analyze", "compare", "trace"],
  "flow.ts": ["analyze"],
  record: ["flow.ts", "redact", "stabilize", "trace", "wire"],
  import: ["otlp", "record", "redact", "trace"],
  replay: ["analyze", "record", "trace", "wire"],
  "walkthrough.ts": ["analyze", "diagram", "page", "trace"],
  otlp: ["trace"],
  gather: ["import", "otlp", "redact", "trace"],
  export: ["analyze", "compare", "diagram", "otlp", "page", "trace"],
  share: ["analyze", "export", "page", "redact", "trace", "walkthrough.ts"],
  doctor: ["analyze", "diagram", "otlp", "record", "trace"],
  project: [
    "analyze",
    "compare",
    "diagram",
    "export",
    "flow.ts",
    "import",
    "openapi",
    "page",
    "record",
    "redact",
    "regions",
    "replay",
    "stabilize",
    "trace",
    "walkthrough.ts",
    "yaml",
  ],
  runners: ["record", "redact", "regions", "replay", "stabilize", "trace", "walkthrough.ts"],
  "index.ts": ["*"],
  // Only types of index.ts: index.ts loads the whole recorder.
  flows: ["flow.ts", "index.ts", "redact"],
  cli: ["*"],
};

/** Every part may import this one, which itself imports nothing else. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  "errors.ts",
  "json",
  "node-version.ts",
  "own-files.ts",
  "sequence",
  "shapes",
]);

/** Node modules and packages that may be imported only here: where the program meets the outside world. */
const EDGES: Readonly<Record<string, readonly string[]>> = {
  "node:fs": [
    "otlp/kafka",
    "trace/files",
    "trace/journal",
    "record/capture/recover-journal.ts",
    "import/recover-file.ts",
    "record/certificates",
    "record/command",
    "doctor",
    "page/templates.ts",
    "diagram/mermaid/browser.ts",
    "export/report-files.ts",
    "flows",
    "cli",
  ],
  "node:fs/promises": [
    "record/transparent",
    "record/command/left-running.ts",
    "redact/scan",
    "gather/find-sources.ts",
    "trace/files",
    "page/templates.ts",
    "diagram/mermaid",
    "flows",
    "project",
    "runners",
    "cli",
  ],
  "node:http": ["cli/live", "record", "replay"],
  "node:net": ["redact/substitutes.ts", "doctor", "record", "replay"],
  "node:tls": ["doctor", "record", "replay"],
  undici: [
    "otlp/send",
    "otlp/stores",
    "record/capture",
    "record/proxy",
    "record/record.ts",
    "replay",
    "flows",
    "flow.ts",
  ],
  "node:child_process": [
    "otlp/kafka",
    "record/certificates",
    "record/command",
    "record/transparent",
    "redact/scan",
    "cli",
  ],
};

interface Import {
  readonly file: string;
  readonly target: string;
  readonly isTypeOnly: boolean;
}

function findBreaches(imports: readonly Import[]): string[] {
  return imports.flatMap((one) => {
    const reason = one.target.startsWith(".") ? breachOfParts(one) : breachOfEdges(one);
    return reason === undefined ? [] : [`${one.file} imports ${one.target}: ${reason}`];
  });
}

function breachOfParts({ file, target, isTypeOnly }: Import): string | undefined {
  const from = partOf(file);
  const to = partOf(join(dirname(file), target));
  if (from === to || EVERYWHERE.has(to)) return undefined;
  const allowed = MAY_IMPORT[from];
  if (allowed === undefined) return `"${from}" is not in the table`;
  if (!allowed.includes(to) && !allowed.includes("*")) return `${from} may import ${allowed.join(", ") || "nothing"}`;
  const isTypesOnlyPart =
    (["diagram", "page", "regions"].includes(from) && to === "analyze") || (from === "flows" && to === "index.ts");
  return isTypesOnlyPart && !isTypeOnly ? `${from} may import only types of ${to}` : undefined;
}

function breachOfEdges({ file, target, isTypeOnly }: Import): string | undefined {
  const places = EDGES[target];
  if (places === undefined || isTypeOnly) return undefined;
  const isAllowed = places.some((place) => file === place || file.startsWith(`${place}/`));
  return isAllowed ? undefined : `only ${places.join(", ")} may`;
}

function partOf(file: string): string {
  return file.split("/")[0] ?? "";
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SOURCE, file), "utf8");
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^;"']*?\sfrom\s+)?["']([^"']+)["']/gms);
  const dynamic = text.matchAll(/\bimport\(\s*["']([^"']+)["']/g);
  return [
    ...Array.from(statements, ([, type, target = ""]) => ({ file, target, isTypeOnly: type !== undefined })),
    ...Array.from(dynamic, ([, target = ""]) => ({ file, target, isTypeOnly: false })),
  ];
}

const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

describe("imports point in one direction", () => {
  test("src/ follows the table", () => {
    const imports = files.flatMap(importsOf);
    expect(imports.length).toBeGreaterThan(100);
    expect(findBreaches(imports)).toEqual([]);
  });

  test("docs/architecture.md has a row for each part of src/, and none twice", () => {
    const page = readFileSync(join(SOURCE, "../docs/architecture.md"), "utf8");
    const documented = Array.from(page.matchAll(/^\| (`[^|]*) +\| [^|]* \| [^|]* \|$/gm), ([, parts = ""]) =>
      Array.from(parts.matchAll(/`([\w.-]+)\/?`/g), ([, part = ""]) => part),
    ).flat();
    const parts = [...new Set(files.map(partOf))].filter((part) => part !== "own-files.ts");
    expect(documented.toSorted()).toEqual(parts.toSorted());
  });

  test("docs/architecture.md lists what each part may import", () => {
    const page = readFileSync(join(SOURCE, "../docs/architecture.md"), "utf8");
    const said = Array.from(
      page.matchAll(/^\| `([\w.-]+)\/?` +\| [^|]* \| ([^|]*) \|$/gm),
      ([, part = "", imports = ""]) => [part, readImports(part, imports.trim())] as const,
    );
    const all = Object.keys(MAY_IMPORT).filter((part) => !EVERYWHERE.has(part) && MAY_IMPORT[part]?.[0] !== "*");
    const table = all.map((part) => [part, (MAY_IMPORT[part] ?? []).toSorted()] as const);
    const rows = Object.fromEntries(said.filter(([part]) => all.includes(part)));
    expect(rows).toEqual(Object.fromEntries(table));
  });

  test.each([
    ["analyze/steps.ts", "../record/capture/recorder.ts"],
    ["diagram/items.ts", "../page/page.ts"],
    ["diagram/items.ts", "../analyze/analyze.ts"],
    ["trace/model/parse.ts", "../../redact/redactor.ts"],
    ["flows/openstack/session.ts", "../../trace/files/file.ts"],
    ["analyze/steps.ts", "node:fs"],
    ["page/page.ts", "undici"],
    ["newcomer/file.ts", "../trace/model/types.ts"],
    ["record/register/register.ts", "undici"],
  ])("the rule detects that %s importing %s is a violation", (file, target) => {
    expect(findBreaches([{ file, target, isTypeOnly: false }])).toHaveLength(1);
  });
});

/** `all but cli`, `nothing`, or a list of names; from some parts, only types. */
function readImports(part: string, words: string): string[] {
  if (words === "nothing") return [];
  const names = words
    .replace(/^all but /, "")
    .replaceAll("types of ", "")
    .split(", ");
  if (!words.startsWith("all but ")) return names.toSorted();
  const others = Object.keys(MAY_IMPORT).filter((other) => other !== part && !EVERYWHERE.has(other));
  return others.filter((other) => !names.includes(other)).toSorted();
}

describe("edges", () => {
  const occurrences = (pattern: RegExp, allowed: readonly string[]): string[] =>
    files
      .filter((file) => !allowed.some((place) => file === place || file.startsWith(`${place}/`)))
      .filter((file) => pattern.test(withoutComments(readFileSync(join(SOURCE, file), "utf8"))));

  test("console, process.exit and process.env only in cli/ and at the entry points of other programs", () => {
    const allowed = [
      "cli",
      // It generates a program that uses them.
      "export/samples/javascript.ts",
      // It does what a signal would do.
      "record/end-by-signal.ts",
      "record/register/entry.ts",
      "record/register/register.ts",
      "runners/playwright.ts",
      "runners/vitest.ts",
    ];
    expect(occurrences(/\bconsole\.|process\.(?:exit\(|env\b|stdout|stderr)/, allowed)).toEqual([]);
  });

  test("clock and random IDs only in record/ and at the entry points", () => {
    const allowed = ["record/capture", "record/certificates", "record/register/register.ts", "cli"];
    expect(occurrences(/Date\.now\(|new Date\(\)|performance\.|Math\.random|randomUUID/, allowed)).toEqual([]);
  });

  test("stderr, which people read, is written through tell(), which masks what could forge output", () => {
    const allowed = [
      "cli/io.ts",
      // Prompts, which end no line.
      "cli/commands/init.ts",
      "cli/output/ask-yes-no.ts",
      "cli/output/progress.ts",
      // JSON for programs, and help.
      "cli/command-line.ts",
      "cli/commands/record/run-program.ts",
      "cli/commands/replay/run-replay.ts",
      "cli/main.ts",
      "cli/wirewalk.ts",
      // They are part of the users' programs.
      "record/register/entry.ts",
      "record/register/register.ts",
    ];
    expect(occurrences(/stderr\.write\(/, allowed)).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(allowed));
  });

  test("tests mirror src/", () => {
    const folders = new Set(files.map((file) => dirname(file).split("/")[0]).filter((folder) => folder !== "."));
    const mirrored = readdirSync(import.meta.dirname);
    expect([...folders].filter((folder) => !mirrored.includes(folder ?? ""))).toEqual([]);
    expect(relative(SOURCE, import.meta.dirname)).toBe("../test");
  });
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gs, "");
}
