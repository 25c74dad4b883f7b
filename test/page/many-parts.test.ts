import { expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import type { Walkthrough } from "../../src/analyze/types.ts";
import { toDiagrams } from "../../src/diagram/diagrams.ts";
import { findDialect } from "../../src/page/dialects/targets.ts";
import { createHelpers } from "../../src/page/helpers.ts";
import { layOut } from "../../src/walkthrough.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";

/** Polls one resource after another until each is there. */
function polling(things: number): Walkthrough {
  return analyze(
    aTrace(
      Array.from({ length: things * 5 }, (_, index) =>
        anEntry({
          url: `http://nova/server${Math.floor(index / 5)}`,
          at: index * 100,
          answer: { status: index % 5 === 4 ? "ACTIVE" : "BUILD" },
        }),
      ),
    ),
  );
}

/** How often members of a walkthrough's arrows, steps, and folds are read while its page is rendered. */
async function countReads(things: number, diagram: "mermaid" | "svg"): Promise<number> {
  let reads = 0;
  const counted = <Item extends object>(items: readonly Item[]): readonly Item[] =>
    items.map(
      (item) =>
        new Proxy(item, {
          get: (target, name) => {
            reads += 1;
            // The type that the member has there.
            return Reflect.get(target, name) as unknown;
          },
        }),
    );
  const plain = polling(things);
  const walkthrough = {
    ...plain,
    arrows: counted(plain.arrows),
    steps: counted(plain.steps),
    folds: counted(plain.folds),
  };
  const diagrams = toDiagrams(walkthrough);
  const { page } = await layOut(walkthrough, { diagrams, diagram, title: "wait", pageName: "wait" });
  expect(page).toContain(diagram === "svg" ? `wait.part-${things / 10}` : "## Sequence Diagram");
  return reads;
}

test.each(["mermaid", "svg"] as const)("twice as many exchanges take twice the work, as %s", async (diagram) => {
  expect(await countReads(800, diagram)).toBeLessThan((await countReads(400, diagram)) * 2.2);
});

test("sections of any length are joined in their order", () => {
  const helpers = createHelpers(findDialect("mkdocs"));
  const texts = [
    "a",
    "b".repeat(300_000),
    "",
    "c",
    ...Array.from({ length: 3000 }, (_, index) => `${index} `.repeat(60)),
    "d",
  ];
  const joined = helpers.chunks(texts, { hash: {}, fn: String });
  // Shown whole, they would fill the screen.
  expect(joined === texts.join("")).toBe(true);
});
