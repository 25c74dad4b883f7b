import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { describe, expect, test } from "vitest";

const SOURCE = join(import.meta.dirname, "../src");

/** Which part of src/ may import which; docs/architecture.md says why. A part always imports itself and errors.ts. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "errors.ts": [],
  "nearest-name.ts": [],
  json: [],
  sequence: [],
  yaml: ["nearest-name.ts"],
  config: ["nearest-name.ts", "yaml"],
  openapi: ["analyze", "json", "trace", "yaml"],
  trace: ["json"],
  redact: ["json", "trace"],
  scan: ["json", "redact", "trace"],
  analyze: ["json", "nearest-name.ts", "trace"],
  diagram: ["analyze", "json"],
  render: ["analyze", "json", "nearest-name.ts", "sequence"],
  "flow.ts": ["analyze"],
  capture: ["flow.ts", "nearest-name.ts", "trace", "redact", "scan"],
  certificates: [],
  proxy: ["capture", "trace"],
  replay: ["certificates", "trace"],
  command: ["capture", "certificates", "proxy", "redact", "register", "scan", "trace"],
  "record.ts": ["capture", "redact", "stabilize", "trace"],
  "record-command.ts": ["capture", "command", "proxy", "redact", "trace"],
  "replay-command.ts": ["replay-proxy.ts", "command", "proxy", "replay", "trace"],
  "replay-proxy.ts": ["command", "proxy", "replay", "trace"],
  "record-session.ts": ["capture", "command", "proxy", "redact", "trace"],
  register: ["capture", "redact", "trace"],
  doctor: ["certificates", "command", "diagram", "trace"],
  compare: ["analyze", "diagram", "json", "sequence", "trace"],
  stabilize: ["analyze", "compare", "json", "trace"],
  "open-examples.ts": ["stabilize", "trace"],
  check: ["compare", "render"],
  "redact-trace.ts": ["json", "redact", "scan", "trace"],
  "open-trace.ts": ["capture", "redact", "redact-trace.ts", "trace"],
  export: ["analyze", "diagram", "render", "trace"],
  import: ["trace"],
  share: ["analyze", "export", "redact", "redact-trace.ts", "render", "scan", "trace", "walkthrough.ts"],
  "walkthrough.ts": ["trace", "analyze", "diagram", "render"],
  "pages.ts": ["trace", "analyze", "diagram", "render", "walkthrough.ts"],
  "index.ts": ["*"],
  flows: ["index.ts"],
  cli: ["index.ts", "flows"],
};

/** Node modules and packages that only these places may import: the edges where a program meets the world. */
const EDGES: Readonly<Record<string, readonly string[]>> = {
  "node:fs": [
    "trace/file.ts",
    "trace/journal-file.ts",
    "trace/inspect-journal.ts",
    "capture/recover-journal.ts",
    "certificates",
    "command",
    "trace/make-folders.ts",
    "trace/key-file.ts",
    "trace/sealed-lines.ts",
    "trace/session-folder.ts",
    "trace/write-sync.ts",
    "doctor",
    "render/templates.ts",
    "diagram/browser.ts",
    "export/report-files.ts",
    "flows",
    "cli",
  ],
  "node:fs/promises": [
    "scan/list-files.ts",
    "scan/scan-files.ts",
    "trace/file.ts",
    "render/templates.ts",
    "diagram/browser.ts",
    "diagram/mermaid-page.ts",
    "flows",
    "cli",
  ],
  "node:http": ["capture", "proxy", "replay"],
  "node:https": ["replay"],
  "node:net": ["redact/substitutes.ts", "certificates", "doctor", "proxy", "replay"],
  "node:tls": ["certificates", "doctor", "proxy"],
  undici: ["capture", "proxy", "replay", "flows"],
  "node:child_process": ["certificates/java-trust-store.ts", "scan/list-files.ts", "command", "cli"],
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
  if (from === to || to === "errors.ts") return undefined;
  const allowed = MAY_IMPORT[from];
  if (allowed === undefined) return `"${from}" is not in the table`;
  if (!allowed.includes(to) && !allowed.includes("*")) return `${from} may import ${allowed.join(", ") || "nothing"}`;
  const isTypesOnlyPart = (from === "diagram" || from === "render") && to === "analyze";
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

describe("imports point one way", () => {
  test("src/ keeps to the table", () => {
    const imports = files.flatMap(importsOf);
    expect(imports.length).toBeGreaterThan(100);
    expect(findBreaches(imports)).toEqual([]);
  });

  test.each([
    ["analyze/steps.ts", "../capture/recorder.ts"],
    ["diagram/mermaid.ts", "../render/page.ts"],
    ["diagram/mermaid.ts", "../analyze/analyze.ts"],
    ["trace/parse.ts", "../redact/redactor.ts"],
    ["flows/openstack/session.ts", "../../trace/file.ts"],
    ["analyze/steps.ts", "node:fs"],
    ["render/page.ts", "undici"],
    ["newcomer/file.ts", "../trace/types.ts"],
    ["register/register.ts", "undici"],
  ])("the rule is not blind: %s importing %s is a breach", (file, target) => {
    expect(findBreaches([{ file, target, isTypeOnly: false }])).toHaveLength(1);
  });
});

describe("edges", () => {
  const occurrences = (pattern: RegExp, allowed: readonly string[]): string[] =>
    files
      .filter((file) => !allowed.some((place) => file === place || file.startsWith(`${place}/`)))
      .filter((file) => pattern.test(withoutComments(readFileSync(join(SOURCE, file), "utf8"))));

  test("console, process.exit and process.env only in cli/ and at the front door of other programs", () => {
    const allowed = ["cli", "register/register.ts"];
    expect(occurrences(/\bconsole\.|process\.(?:exit\(|env\b|stdout|stderr)/, allowed)).toEqual([]);
  });

  test("clock and random ids only in capture/, certificates/ and at the front doors", () => {
    const allowed = ["capture", "certificates", "register/register.ts", "cli"];
    expect(occurrences(/Date\.now\(|new Date\(\)|performance\.|Math\.random|randomUUID/, allowed)).toEqual([]);
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
