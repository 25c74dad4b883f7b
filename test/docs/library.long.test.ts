import { expect, test } from "vitest";

import * as api from "../../src/index.ts";
import { GUIDES } from "./guides.ts";
import { readGuide } from "./read-guide.ts";
import { runGuide } from "./run-guide.ts";

const PAGE = "docs/guide/library.md";
const parts = readGuide(PAGE);
const run = new Set(parts.flatMap((part) => (part.kind === "command" ? [part.command.replace(/^node /, "")] : [])));
const examples = parts.flatMap((part) => (part.kind === "file" && run.has(part.name) ? [part.text] : []));

/** What an example imports from the package. */
function listImports(text: string): readonly string[] {
  const lists = text.matchAll(/^import \{([^}]*)\} from "wirewalk";$/gm);
  return Array.from(lists, ([, names = ""]) => names.split(",").map((name) => name.trim())).flat();
}

/** The body of the example, without its imports. */
function isUsed(name: string, text: string): boolean {
  return new RegExp(String.raw`\b${name}\b`).test(text.replaceAll(/^import [^;]*;$/gm, ""));
}

// One program each, one after the other.
const PATIENCE = 300_000;

test("the examples do what the guide shows", () => runGuide(parts, GUIDES[PAGE] ?? {}), PATIENCE);

test("each value that the package exports is used in an example of the guide that is run", () => {
  const shown = new Set(examples.flatMap((text) => listImports(text).filter((name) => isUsed(name, text))));
  expect(Object.keys(api).filter((name) => !shown.has(name))).toEqual([]);
  expect([...shown].filter((name) => name !== "" && !(name in api))).toEqual([]);
});

test("the package exports no more than one can learn", () => {
  expect(Object.keys(api).length).toBeLessThanOrEqual(40);
});

test("the rule finds mistakes", () => {
  expect(listImports('import {\n  a,\n  b,\n} from "wirewalk";\n')).toContain("a");
  expect(isUsed("a", 'import { a } from "wirewalk";\nb();\n')).toBe(false);
  expect(isUsed("a", 'import { a } from "wirewalk";\na();\n')).toBe(true);
});
