import { expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { toDiagrams } from "../../src/diagram/diagrams.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { layOut } from "../../src/walkthrough.ts";
import { type EntryParts, inTurn } from "../analyze/an-entry.ts";
import { mergePage } from "./with-both-ends.ts";

const polls: readonly EntryParts[] = [...Array<string>(6).fill("busy"), "done"].map((state) => ({
  url: "http://shop/job",
  answer: { state },
}));

async function render(trace: Trace): Promise<string> {
  const walkthrough = analyze(trace);
  expect(walkthrough.folds).toHaveLength(1);
  const { page } = await layOut(walkthrough, { title: "Job", diagrams: toDiagrams(walkthrough) });
  return page;
}

const first: EntryParts = { method: "POST", url: "http://shop/jobs" };
const more: EntryParts = { url: "http://shop/login" };

test("an arrow of a folded loop that prose names is the same arrow after a new step", async () => {
  const before = await render(inTurn(first, ...polls));
  const after = await render(inTurn(more, first, ...polls));
  const page = `${before}\nThe answer (8) comes late.\n`;
  const told = mergePage(page, after);
  expect(told.report.references).toEqual([expect.objectContaining({ before: "(8)", after: "(10)" })]);
  expect(mergePage(page, after, { fixReferences: true }).text).toContain("The answer (10) comes late.");
  // Reported again later, and no longer when the loop is back in its place.
  const later = mergePage(told.text, after, { fixReferences: true });
  expect(later.text).toContain("The answer (10) comes late.");
  expect(mergePage(told.text, before).report.references).toEqual([]);
  expect(mergePage(told.text, before).text).toBe(page);
});
