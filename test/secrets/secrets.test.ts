import { describe, expect, test } from "vitest";

import { createCorpus } from "./corpus.ts";
import { type Fault, measure, measureCuts } from "./measure.ts";

const { plants, decoys, cuts } = createCorpus("1");
const items = [...plants, ...decoys];

/** Shares of a kind that may be found in an output; they only ever go down. */
const MAY_LEAK: Readonly<Record<string, number>> = {
  formats: 0.003,
  "headers and URLs": 0,
  names: 0,
  documents: 0,
  "learned values, encoded": 0,
  "bodies that no header tells": 0,
  "stated encodings": 0,
  "cut formats": 0.013,
  "cut names": 0,
  "cut documents": 0.005,
};

const MAY_HURT = 0.005;

/** Secrets that a trace hides and what is made of it shows. */
const MAY_LEAK_FURTHER = 10;

/** Each kind of plants of which more than may be are found, with the first few. */
function listLeaks(faults: readonly Fault[], planted: readonly { readonly kind: string }[]): string[] {
  return Object.entries(MAY_LEAK).flatMap(([kind, share]) => {
    const names = new Set(faults.filter((one) => one.what === "leak" && one.kind === kind).map(({ name }) => name));
    const total = planted.filter((one) => one.kind === kind).length;
    return names.size > share * total
      ? [`${kind}: ${names.size} of ${total}: ${[...names].slice(0, 5).join("; ")}`]
      : [];
  });
}

// Thousands of exchanges are recorded, one batch after the other.
describe("planted secrets", { timeout: 300_000 }, () => {
  test("are in no trace of a recording, nor in the journal; decoys stay", async () => {
    const faults = await measure("record", items, { isTraceOnly: true });
    expect(listLeaks(faults, plants)).toEqual([]);
    expect(faults.filter(({ what }) => what === "hurt").length).toBeLessThanOrEqual(MAY_HURT * decoys.length);
  });

  test("are in no trace that is imported; decoys stay", async () => {
    const faults = await measure("import", items, { isTraceOnly: true });
    expect(listLeaks(faults, plants)).toEqual([]);
    expect(faults.filter(({ what }) => what === "hurt").length).toBeLessThanOrEqual(MAY_HURT * decoys.length);
  });

  test("are in nothing that is made of a trace", async () => {
    // Every thirteenth: each kind of output of each kind of plant.
    const some = items.filter((_, index) => index % 13 === 0);
    const faults = await measure("import", some);
    const further = faults.filter(({ what, where }) => what === "leak" && where !== "import: trace");
    expect(new Set(further.map(({ name }) => name)).size).toBeLessThanOrEqual(MAY_LEAK_FURTHER);
  });

  test("are in no body that a limit cut, wherever it does", () => {
    expect(listLeaks(measureCuts(cuts), cuts)).toEqual([]);
  });
});
