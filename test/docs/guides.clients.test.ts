import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { GUIDES } from "./guides.ts";
import { parseLine } from "./parse-line.ts";
import { type CommandPart, ROOT, readGuide, readSpans } from "./read-guide.ts";
import { runGuide } from "./run-guide.ts";

const PAGES = ["README.md", ...readdirSync(join(ROOT, "docs/guide")).map((name) => `docs/guide/${name}`)];

const guides = PAGES.map((page) => {
  const guide = GUIDES[page] ?? {};
  const parts = readGuide(page);
  const commands = parts.filter((part): part is CommandPart => part.kind === "command").map(({ command }) => command);
  return { page, guide, parts, commands, notRun: commands.filter((command) => command in (guide.notRun ?? {})) };
});

// library.test.ts runs the guides of the library, which need no client.
const OWN_TEST = "docs/guide/library.md";

test.each(guides.filter(({ page, commands, notRun }) => page !== OWN_TEST && commands.length > notRun.length))(
  "$page does what it shows when its commands are run in order",
  async ({ parts, guide }) => runGuide(parts, guide),
);

describe.each(guides)("$page", ({ page, guide, commands, notRun }) => {
  test("names no command and no option that does not exist", async () => {
    const lines = notRun.filter((command) => /^(?:npx )?wirewalk /.test(command));
    for (const line of [...lines, ...readSpans(page)]) await expect(parseLine(line), line).resolves.toBeUndefined();
  });

  test("names no npm script that does not exist", () => {
    // Our own package.json.
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { readonly scripts: object };
    const text = readFileSync(join(ROOT, page), "utf8");
    const named = Array.from(text.matchAll(/\bnpm run (?:-s )?([\w:]+)/g), ([, script]) => script);
    expect(named.filter((script = "") => !(script in scripts))).toEqual([]);
  });

  test("is in no exception whose command was removed", () => {
    const { notRun: skipped, exits, during, mendedBefore } = guide;
    expect(
      [
        ...Object.keys({ ...skipped, ...exits, ...during }),
        ...(mendedBefore === undefined ? [] : [mendedBefore]),
      ].filter((command) => !commands.includes(command)),
    ).toEqual([]);
  });
});

test("the rule finds mistakes", async () => {
  await expect(parseLine("wirewalk rendr x.har")).rejects.toThrow("Unknown command");
  await expect(parseLine("wirewalk render x.har --titel x")).rejects.toThrow("Unknown option");
  await expect(parseLine("wirewalk replay")).resolves.toBeUndefined();
});

test("at most a tenth of the commands are not run", () => {
  const all = guides.flatMap(({ commands }) => commands).length;
  const skipped = guides.flatMap(({ notRun }) => notRun).length;
  console.log(`${all - skipped} of ${all} commands of ${PAGES.length} pages are run.`);
  expect(all).toBeGreaterThan(50);
  expect(skipped).toBeLessThanOrEqual(all / 10);
});
