import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { checkManifest } from "../../../src/trace/manifest/check-manifest.ts";
import { digestEntry } from "../../../src/trace/manifest/digest-entry.ts";
import { joinManifests } from "../../../src/trace/manifest/join-manifests.ts";
import { createManifest } from "../../../src/trace/manifest/write-manifest.ts";
import { parseTrace } from "../../../src/trace/model/parse.ts";
import type { Entry, Manifest } from "../../../src/trace/model/types.ts";
import { aSource } from "../../gather/sources.ts";
import { runsOf } from "../../helpers/runs.ts";

const entriesOf = (count: number): readonly Entry[] =>
  parseTrace(
    aSource(
      "web-2",
      Array.from({ length: count }, (_, index) => ({ at: index * 10, took: 5, url: `http://a.example/${index}` })),
    ).text,
    "web-2.har",
  ).log.entries;

function manifestOf(
  entries: readonly Entry[],
  numbers: readonly number[],
  seen: number,
  sign?: (text: string) => string,
): Manifest {
  const { add, finish } = createManifest(sign);
  for (const [index, entry] of entries.entries()) add(entry, numbers[index] ?? 0);
  return finish(seen);
}

const countUp = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
const digestsOf = (entries: readonly Entry[]): readonly string[] => entries.map(digestEntry);
const alter = (entry: Entry): Entry => ({ ...entry, response: { ...entry.response, status: 418 } });

const all = entriesOf(20);
const whole = manifestOf(all, countUp(1, 20), 20);

describe("the comparison of a file with its manifest", () => {
  test("nothing is missing if it was not changed", () => {
    expect(checkManifest(whole, digestsOf(all))).toEqual({
      seen: 20,
      missing: [],
      altered: [],
      added: 0,
      isForged: false,
      isProven: false,
    });
  });

  test("exchanges that the recorder lost, and those removed later, are reported by their numbers", () => {
    const kept = [...all.slice(0, 5), ...all.slice(9)];
    const lossy = manifestOf(kept, [...countUp(1, 5), ...countUp(10, 20)], 24);
    expect(checkManifest(lossy, digestsOf(kept)).missing).toEqual([
      [6, 9],
      [21, 24],
    ]);
    expect(checkManifest(lossy, digestsOf(kept.filter((_, index) => index !== 1))).missing).toEqual([
      [2, 2],
      [6, 9],
      [21, 24],
    ]);
  });

  test("altered or added exchanges are reported", () => {
    const altered = all.map((entry, index) => (index === 6 || index === 7 ? alter(entry) : entry));
    expect(checkManifest(whole, digestsOf(altered))).toMatchObject({ altered: [[7, 8]], missing: [], added: 0 });
    expect(checkManifest(whole, digestsOf([...all, alter(all[3] as Entry)]))).toMatchObject({ altered: [], added: 1 });
  });

  test("every removal or alteration is reported, and nothing else", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("keep", "take", "alter"), { minLength: 20, maxLength: 20 }), (fates) => {
        const left = all.flatMap((entry, index) =>
          fates[index] === "take" ? [] : fates[index] === "alter" ? [alter(entry)] : [entry],
        );
        const { missing, altered, added } = checkManifest(whole, digestsOf(left));
        const named = [...missing, ...altered].flatMap(([from, to]) => countUp(from, to)).toSorted((a, b) => a - b);
        expect(named).toEqual(countUp(1, 20).filter((number) => fates[number - 1] !== "keep"));
        expect(added).toBe(0);
        expect(altered.flatMap(([from, to]) => countUp(from, to))).toHaveLength(
          fates.filter((fate) => fate === "alter").length,
        );
      }),
      { numRuns: runsOf(200) },
    );
  });

  test.each<[string, Partial<Manifest>]>([
    ["ranges that run back", { ranges: "5-3" }],
    ["ranges without end", { ranges: "1-1000000000000000" }],
    ["more exchanges than digests", { ranges: "1-20 22-23" }],
    ["ranges that are none", { ranges: "one-two" }],
    ["fewer seen than written", { seen: 3 }],
    ["another chain", { chain: "x" }],
  ])("a manifest with %s proves nothing", (_name, forged) => {
    expect(checkManifest({ ...whole, ...forged }, digestsOf(all))).toMatchObject({ isForged: true, isProven: false });
  });

  test("nobody without the key can create a manifest that the key's owners accept as theirs", () => {
    const sign = (text: string): string => `signed ${text.length} ${text.at(-3)}`;
    const signed = manifestOf(all, countUp(1, 20), 20, sign);
    expect(checkManifest(signed, digestsOf(all), sign)).toMatchObject({ isProven: true, isForged: false });
    const shorter = manifestOf(all.slice(1), countUp(1, 19), 19);
    const forged = { ...shorter, proof: signed.proof ?? "" };
    expect(checkManifest(forged, digestsOf(all.slice(1)), sign)).toMatchObject({ isProven: false, isForged: true });
    // Without the proof, it is equivalent to one that was never signed.
    expect(checkManifest(shorter, digestsOf(all.slice(1)), sign)).toMatchObject({ isProven: false });
  });
});

test("parts of a long recording together report what is missing between them", () => {
  const part = (from: number, to: number): Manifest => manifestOf(all.slice(from - 1, to), countUp(from, to), to);
  const joined = joinManifests([part(1, 8), part(13, 20)]);
  expect(joined && checkManifest(joined, digestsOf([...all.slice(0, 8), ...all.slice(12)])).missing).toEqual([[9, 12]]);
  expect(joinManifests([part(1, 8), undefined])).toBeUndefined();
});
