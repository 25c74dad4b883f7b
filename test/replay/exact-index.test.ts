import { expect, test } from "vitest";

import { toCall } from "../../src/replay/call.ts";
import { createExactIndex } from "../../src/replay/exact-index.ts";
import { readMatchRules } from "../../src/replay/match-rules.ts";
import type { Recorded } from "../../src/replay/matcher.ts";
import { anEntry } from "../analyze/an-entry.ts";

const aCall = (url: string): Recorded["call"] => {
  const call = toCall("GET", url);
  if (call === undefined) throw new Error(`${url} is no call`);
  return call;
};

/** The numbers of the exchanges found for URLs, and how many recorded URLs were parsed to find them. */
function findIn(
  urls: readonly string[],
  match?: readonly string[],
): (url: string) => readonly number[] & { parsed?: number } {
  let parsed = 0;
  const recorded = urls.map((url, index): Recorded => ({
    entry: anEntry({}),
    url,
    get call() {
      parsed += 1;
      return aCall(url);
    },
    startedAt: index,
    number: index + 1,
    pair: "",
  }));
  const index = createExactIndex(recorded, readMatchRules(match === undefined ? {} : { match }));
  return (url) => {
    parsed = 0;
    const found = index.find({ ...aCall(url), ...(match?.includes("path") === false && { path: "" }) }) ?? [];
    return Object.assign(
      found.map(({ number }) => number),
      { parsed },
    );
  };
}

test("in a long trace, only exchanges with the path of a request are read before the response", () => {
  const urls = Array.from({ length: 10_000 }, (_, index) => `http://cloud/${index % 1000}?page=${index}`);
  const find = findIn(urls);
  const found = find("http://cloud/7?page=5007");
  expect([...found]).toEqual([5008]);
  expect(found.parsed).toBeLessThan(100);
});

test("repeated calls come in their order, whatever was requested before", () => {
  const find = findIn([
    "http://cloud/a",
    "http://cloud/b",
    "http://cloud/a",
    "http://cloud/%61?",
    "http://cloud/c/../a",
  ]);
  expect([...find("http://cloud/b")]).toEqual([2]);
  expect([...find("http://cloud/a")]).toEqual([1, 3, 5]);
  expect([...find("http://cloud/a")]).toEqual([1, 3, 5]);
});

test.each([
  "http://cloud/REDACTED-token-1/x",
  "http://cloud/a?key=REDACTED-token-1",
  "http://cloud/%52EDACTED-token-1/x",
  "http://cloud/a?key=%52EDACTED-token-1",
])("an alias matches any value: %s", (url) => {
  const find = findIn(["http://cloud/other", url]);
  expect([...find(url.replace(/(?:R|%52)EDACTED-token-1/, "own"))]).toEqual(url.includes("/%52") ? [] : [2]);
});

test("ignored paths are not distinguished", () => {
  const find = findIn(["http://cloud/a", "http://cloud/b"], ["method", "origin", "query"]);
  expect([...find("http://cloud/c")]).toEqual([1, 2]);
});
