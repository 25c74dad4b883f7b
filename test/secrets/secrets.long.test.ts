import { describe, expect, test } from "vitest";

import { createCorpus } from "./corpus.ts";
import { type Fault, measure, measureCuts } from "./measure.ts";

const { plants, decoys, cuts } = createCorpus("1");
const items = [...plants, ...decoys];

const MAY_HURT = 0.005;

/** Each kind of plants with a finding in an output, with the first few findings. */
function listLeaks(faults: readonly Fault[]): string[] {
  return Array.from(
    Map.groupBy(
      faults.filter(({ what }) => what !== "hurt"),
      ({ kind }) => kind,
    ),
    ([kind, found]) =>
      `${kind}: ${found.length}: ${found
        .slice(0, 5)
        .map(({ what, name, where }) => `${what} ${name} (${where})`)
        .join("; ")}`,
  );
}

// Thousands of exchanges are recorded, one batch after the other.
describe("planted secrets", { timeout: 300_000 }, () => {
  test("are in no trace of a recording, nor in the journal; decoys stay", async () => {
    const faults = await measure("record", items, { isTraceOnly: true });
    expect(listLeaks(faults)).toEqual([]);
    expect(faults.filter(({ what }) => what === "hurt").length).toBeLessThanOrEqual(MAY_HURT * decoys.length);
  });

  test("are in no imported trace; decoys stay", async () => {
    const faults = await measure("import", items, { isTraceOnly: true });
    expect(listLeaks(faults)).toEqual([]);
    expect(faults.filter(({ what }) => what === "hurt").length).toBeLessThanOrEqual(MAY_HURT * decoys.length);
  });

  test("are in no output created from a trace", async () => {
    // Every thirteenth plant: each kind of output for each kind of plant.
    const some = items.filter((_, index) => index % 13 === 0);
    expect(listLeaks(await measure("import", some))).toEqual([]);
  });

  test("are in no body that a limit truncated, wherever it does", () => {
    expect(listLeaks(measureCuts(cuts))).toEqual([]);
  });
});
