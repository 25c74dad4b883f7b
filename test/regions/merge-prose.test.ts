import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { UserError } from "../../src/errors.ts";
import { mergePage } from "../../src/regions/merge.ts";
import { writeRegion } from "../../src/regions/regions.ts";
import { runsOf } from "../helpers/runs.ts";
import { moveOnPage } from "./move-on-page.ts";

const STEPS = ["a", "b", "c", "d", "e"] as const;

/** A page in the layout of a generated one, with each step in two halves of two regions. */
function generate(steps: readonly string[]): string {
  const halves = steps.flatMap((step, index) =>
    ["request", "response"].flatMap((part, half) => [
      writeRegion({ step, part }, `### (${index * 2 + half + 1}) ${step} {#${step}-${part}}`),
      writeRegion({ step, part: `${part}.io` }, `=== "Header"\n\n    text of ${step}`),
    ]),
  );
  const head = ["# page", writeRegion({ part: "diagram" }, steps.join("->>")), "## Request/Response"];
  return `${[...head, ...halves, "## Output", writeRegion({ part: "output" }, "none")].join("\n\n")}\n`;
}

/** Blocks of prose; every line gets a number by which it can be found again. */
const block = fc.constantFrom(
  "plain",
  "한글 (90)",
  "see (3)-(4)",
  "trailing blanks  \n\ttab",
  "- item\n\n    in the item",
  "``` md\n<!-- wirewalk:begin part=diagram -->\n## in a fence\n```",
  "~~~~\n~~~\n<!-- wirewalk:end step=a part=request -->\n~~~~",
  "see <!-- wirewalk:begin part=x --> there",
  "<!-- a comment -->",
  "### third level",
  "!!! note\n\n    text",
  "> quote\n> ```\n> code\n> ```",
  "setext\n------",
);
const prose = fc.array(block, { maxLength: 3 });
const edit = fc.uniqueArray(fc.constantFrom(...STEPS), { minLength: 1 });

/** Inserts the prose after the regions of a page; each line is marked with its position. */
function author(page: string, blocks: readonly (readonly string[])[], lineEnd: string): string {
  let gap = 0;
  const authored = page.replaceAll(/^<!-- wirewalk:end .* -->$/gm, (marker) => {
    const texts = blocks[gap % blocks.length] ?? [];
    gap += 1;
    return [marker, ...texts.map((text, index) => mark(text, `${gap}.${index}`))].join("\n\n");
  });
  return authored.replaceAll("\n", lineEnd);
}

/** Fences and underlines stay unchanged: a number would change their meaning. */
function mark(text: string, place: string): string {
  const lines = text.split("\n");
  return lines
    .map((line, index) => (/^\s*$|[`~]{3}|-{6}|wirewalk:/.test(line) ? line : `${line} @${place}.${index}@`))
    .join("\n");
}

function marksOf(page: string): readonly string[] {
  return page.match(/@[\d.]+@/g) ?? [];
}

/** Marked lines, unchanged, with their blanks. */
function markedLines(page: string): readonly string[] {
  return page.split(/\r?\n/).filter((line) => line.includes("@"));
}

/** Marks by the gap in which they were written, in the order of the page. */
function byGap(page: string): Readonly<Record<string, readonly string[] | undefined>> {
  return Object.groupBy(marksOf(page), (place) => place.split(".", 1)[0] ?? "");
}

/** What an author does between two recordings of different steps: rename a displayed step, or delete kept text. */
type Move = readonly [from: string, to: string];

function tryMove(page: string, [from, to]: Move): string {
  try {
    return moveOnPage(page, from, to);
  } catch (error) {
    if (error instanceof UserError) return page;
    throw error;
  }
}

/** `fixReferences` may change the numbers of arrows. */
function withoutNumbers(page: string): readonly string[] {
  return markedLines(page)
    .map((line) => line.replaceAll(/\(\d+\)/g, "()"))
    .toSorted();
}

describe("whatever steps are added and removed", () => {
  test("and renamed or moved to other steps, every line of the author is there once, unchanged", () => {
    const move = fc.tuple(fc.constantFrom(...STEPS, "f"), fc.constantFrom(...STEPS, "f"));
    const runs = runsOf(500);
    let moved = 0;
    fc.assert(
      fc.property(
        fc.array(prose, { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(edit, fc.array(move, { maxLength: 3 }), fc.boolean()), { minLength: 1, maxLength: 4 }),
        fc.constantFrom("\n", "\r\n"),
        (blocks, edits, lineEnd) => {
          const start = author(generate(STEPS), blocks, lineEnd);
          let page = start;
          for (const [steps, moves, isFixing] of edits) {
            page = mergePage(page, generate(steps), { fixReferences: isFixing }).text;
            for (const one of moves) {
              const next = tryMove(page, one);
              if (next !== page) moved += 1;
              page = next;
            }
            expect(withoutNumbers(page)).toEqual(withoutNumbers(start));
          }
          expect(page.replaceAll("\r\n", "").includes(lineEnd === "\n" ? "\r" : "\n")).toBe(false);
        },
      ),
      { numRuns: runs },
    );
    expect(moved).toBeGreaterThan(runs / 10);
  });

  test("every line of the author is there once, unchanged, and in order within its gap", () => {
    fc.assert(
      fc.property(
        fc.array(prose, { minLength: 1, maxLength: 8 }),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        fc.constantFrom("\n", "\r\n"),
        fc.constantFrom("", "\uFEFF"),
        (blocks, edits, lineEnd, byteOrderMark) => {
          const start = byteOrderMark + author(generate(STEPS), blocks, lineEnd);
          let page = start;
          for (const steps of edits) page = mergePage(page, generate(steps)).text;
          expect(markedLines(page).toSorted()).toEqual(markedLines(start).toSorted());
          expect(byGap(page)).toEqual(byGap(start));
          expect(page.startsWith("\uFEFF")).toBe(byteOrderMark !== "");
          expect(page.replaceAll("\r\n", "").includes(lineEnd === "\n" ? "\r" : "\n")).toBe(false);
        },
      ),
      { numRuns: runsOf(500) },
    );
  });

  test("merging once more changes nothing, and the headings are those of the trace", () => {
    fc.assert(
      fc.property(fc.array(prose, { minLength: 1, maxLength: 8 }), edit, edit, (blocks, first, second) => {
        const start = author(generate(first), blocks, "\n");
        const { text } = mergePage(start, generate(second));
        expect(mergePage(text, generate(second)).text).toBe(text);
        const headings = (page: string): unknown => page.match(/^### \(\d+\) .*$/gm);
        expect(headings(text)).toEqual(headings(generate(second)));
      }),
      { numRuns: runsOf(500) },
    );
  });
});
