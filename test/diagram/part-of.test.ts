import { expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { partOf } from "../../src/diagram/part-of.ts";
import { toLadder } from "../../src/diagram/terminal/ladder.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";

/** Two other calls around five polls, three of which are folded. */
const polled = analyze(
  aTrace([
    anEntry({ url: "http://b/before", own: { _server: "b" } }),
    ...["WAIT", "WAIT", "WAIT", "WAIT", "DONE"].map((state, index) =>
      anEntry({ url: "http://a/job", at: 1000 * index + 1000, answer: { state }, own: { _server: "a" } }),
    ),
    anEntry({ url: "http://b/after", at: 9000, own: { _server: "b" } }),
  ]),
);

const show = (from: number, to: number): string => toLadder(partOf(polled, { from, to }), { width: 60, color: false });

test("a part has its own participants, and the numbers stay", () => {
  expect(`\n${show(13, 14)}`).toBe(`
    client                   b
 13    │── GET /after ──────►│
 14    │◄╌ Response: 200 OK ╌│
`);
});

test("a frame that reaches beyond the part is cut, with its fold inside", () => {
  const lines = show(1, 12).split("\n");
  expect(lines.filter((line) => /[┌└⋮]/.test(line)).map((line) => line.trim())).toEqual([
    "┌ loop until state = DONE (5 times, 4 s)",
    "⋮ (5)-(10): 3 more like (3)",
    "└",
  ]);
});

test("folded arrows are shown on request", () => {
  expect(show(7, 8)).not.toContain("⋮");
  expect(show(7, 8)).toContain("7    │── GET /job");
});
