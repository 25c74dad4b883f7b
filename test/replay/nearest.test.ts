import { expect, test } from "vitest";

import { toCall } from "../../src/replay/call.ts";
import type { Recorded } from "../../src/replay/matcher.ts";
import { toMiss } from "../../src/replay/miss.ts";
import { anEntry } from "../analyze/an-entry.ts";

function aRecording(exchanges: number): readonly Recorded[] {
  const entry = anEntry({});
  return Array.from({ length: exchanges }, (_, index): Recorded => ({
    entry,
    url: `http://cloud/${index}`,
    call: aCall(`http://cloud/${index}`),
    startedAt: index,
    number: index + 1,
    pair: `(${2 * index + 1})-(${2 * index + 2})`,
  }));
}

function aCall(url: string): Recorded["call"] {
  const call = toCall("GET", url);
  if (call === undefined) throw new Error(`${url} is no call`);
  return call;
}

test("an unmatched request reports how far a very long trace was searched for the nearest match", () => {
  const asked = aCall("http://cloud/20000/members");
  expect(toMiss(1, asked, aRecording(20_001)).hint).toMatch(
    /^The closest of the first 20000 exchanges is \(1\)-\(2\),/,
  );
  expect(toMiss(1, asked, aRecording(20)).hint).toMatch(/^The closest is /);
});
