import { readdirSync } from "node:fs";
import { join } from "node:path";

import * as fc from "fast-check";
import { expect, test } from "vitest";

import { analyze } from "../../../src/analyze/analyze.ts";
import { describeFold } from "../../../src/diagram/items.ts";
import { toMermaid } from "../../../src/diagram/mermaid/mermaid.ts";
import { readTrace } from "../../../src/trace/files/file.ts";
import { aWalkthrough, exchange } from "../a-walkthrough.ts";
import { hostileLabel, shownLabel } from "../hostile-label.ts";
import { MERMAIDS, openMermaid } from "./draw-mermaid.ts";

const VERSIONS = Object.keys(MERMAIDS) as (keyof typeof MERMAIDS)[];

test.each(VERSIONS)("Mermaid %s draws any text unchanged", { timeout: 120_000 }, async (version) => {
  const draw = await openMermaid(version);
  await fc.assert(
    fc.asyncProperty(fc.array(hostileLabel, { minLength: 1, maxLength: 20 }), async (texts) => {
      const participants = texts.map((label, index) => ({ id: `p${index}`, label }));
      const arrows = texts.flatMap((label) => exchange("p0", label, label));
      const { participants: names, messages } = await draw(toMermaid(aWalkthrough(participants, arrows)));
      expect(names).toEqual([...texts.map(shownLabel), "client"]);
      expect(messages).toEqual(texts.flatMap((label) => [shownLabel(label), shownLabel(`Response: ${label}`)]));
    }),
    { numRuns: 12 },
  );
});

const TRACES = join(import.meta.dirname, "../../../traces");
const files = readdirSync(TRACES, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".har"));

test.each(VERSIONS)("Mermaid %s draws every trace of the repository, with its frames and folds", async (version) => {
  const draw = await openMermaid(version);
  expect(files.length).toBeGreaterThan(5);
  for (const file of files.toSorted()) {
    const walkthrough = analyze(await readTrace(join(TRACES, file)));
    const { arrows, groups, participants } = walkthrough;
    const folds = version === "8.13.3" ? [] : walkthrough.folds;
    const drawn = await draw(toMermaid(walkthrough, version === "8.13.3" ? { version: 8 } : {}));
    const isFolded = (number: number): boolean => folds.some(({ first, last }) => number >= first && number <= last);
    expect(drawn.participants, file).toEqual(participants.map(({ label }) => label));
    const shown = arrows.filter(({ number }) => !isFolded(number)).map(({ label }) => label);
    // Long labels are split into lines.
    const inOne = (lines: readonly string[]): string => lines.join("").replaceAll(/\s/g, "");
    expect(inOne(drawn.messages), file).toBe(inOne(shown));
    const notes = drawn.notes.join(" ");
    for (const { label } of groups) expect(notes, file).toContain(label);
    for (const fold of folds) expect(notes, file).toContain(describeFold(fold));
  }
});
