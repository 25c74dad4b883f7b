import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { expect, test } from "vitest";

import { checkPage } from "../../src/project/check/check-page.ts";
import { mergePage } from "../../src/regions/merge.ts";
import { writeRegion } from "../../src/regions/regions.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const PAGES = 8;
const PROSE = "What the author says of it.\n".repeat(40_000);

/** Pages of a megabyte; every other step of them is removed or changed. */
function writePage(index: number, status: string): string {
  const sections = Array.from({ length: 20 }, (_, step) => {
    const id = { step: `get-images-of-project-${index}-${status === "OK" ? step : step * 2}`, part: "request" };
    return writeRegion(id, `### (${step + 1}) GET /images/${step} ${status} of page ${index}`);
  });
  return `# Page ${index}\n\n${PROSE}\n${sections.join("\n\n")}\n`;
}

test.each([
  ["a merge", (before: string, after: string) => mergePage(before, after).report],
  ["a check", (before: string, after: string) => checkPage(before, after).findings],
])("the reports of %s about a page do not keep the page in memory", (_, tell) => {
  const kept: unknown[] = [];
  const held = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  // Data that is loaded and compiled at the first use stays.
  tell(writePage(0, "OK"), writePage(0, "Gone"));
  const before = held();
  for (let index = 0; index < PAGES; index += 1) {
    kept.push(tell(writePage(index, "OK"), writePage(index, "Gone")));
  }
  expect(held() - before).toBeLessThan((PAGES / 2) * PROSE.length);
  expect(JSON.stringify(kept)).toContain("get-images-of-project-7-");
});
