import { expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { listArrowPairs, numberLog } from "../../src/analyze/arrow-pairs.ts";
import { listDrawn } from "../../src/analyze/join-twins.ts";
import type { Entry } from "../../src/trace/model/types.ts";
import { aTrace, anEntry } from "./an-entry.ts";

const seen = (id: string, at: number, own: Partial<Entry> = {}): Entry =>
  anEntry({ url: `http://h/${id}`, at, own: { _id: id, _recorder: "a", ...own } });

const recorders = ["a", "b"].map((id) => ({ id, name: id, sha256: "0".repeat(16), exchanges: 1 }));

test.each<[string, Parameters<typeof aTrace>[1]]>([
  ["with twins", { recorders }],
  ["with twins, whose list of recorders somebody removed,", {}],
])("steps, entries, and arrow numbers of a trace %s belong together", (_what, origin) => {
  const entries = [
    seen("one", 0),
    seen("one-twin", 0.2, { _twinOf: "one", _twinBy: "traceparent", _recorder: "b" }),
    seen("two", 10),
    seen("two-copy", 10, { _twinOf: "two", _twinBy: "copy", _recorder: "b" }),
    seen("three", 20),
  ];
  const trace = aTrace(entries, origin);
  const walkthrough = analyze(trace);
  expect(walkthrough.steps.map(({ id }) => id)).toEqual(["one", "two", "three"]);
  expect(listDrawn(entries).map(({ _id }) => _id)).toEqual(["one", "two", "three"]);
  for (const pairs of [listArrowPairs(entries, walkthrough), numberLog(trace.log)]) {
    expect(entries.map((_, place) => pairs.at(place)?.request)).toEqual([1, 1, 3, 3, 5]);
  }
});

test("one exchange has many copies, and names all of their recorders", () => {
  const copy = { _twinOf: "one", _twinBy: "copy" } as const;
  const twin = { _twinOf: "one", _twinBy: "request-id", _server: "shop" } as const;
  const entries = [
    seen("one", 0),
    seen("x", 0, { ...copy, _recorder: "b" }),
    seen("y", 0, { ...copy, _recorder: "c" }),
  ];
  expect(listDrawn(entries).map(({ _recorder }) => _recorder)).toEqual(["a, b, c"]);
  expect(listDrawn([...entries, seen("z", 1, twin)]).map(({ _server }) => _server)).toEqual(["shop"]);
});

test("a copy of a twin, and a copy of that, are drawn as the client's exchange", () => {
  const copy = { _twinBy: "copy", _recorder: "c" } as const;
  const entries = [
    seen("copy-of-copy", 0, { ...copy, _twinOf: "copy" }),
    seen("copy", 0, { ...copy, _twinOf: "twin" }),
    seen("twin", 0, { _twinOf: "one", _twinBy: "request-id", _recorder: "b" }),
    seen("one", 0),
  ];
  expect(listDrawn(entries).map(({ _id }) => _id)).toEqual(["one"]);
  const pairs = listArrowPairs(entries, analyze(aTrace(entries, { recorders })));
  expect(entries.map((_, place) => pairs.at(place)?.request)).toEqual([1, 1, 1, 1]);
});

test.each<[string, readonly Entry[], readonly string[]]>([
  ["names itself", [seen("one", 0, { _twinOf: "one" })], ["one"]],
  ["is not there", [seen("one", 0, { _twinOf: "none", _twinBy: "copy" })], ["one"]],
  ["is a twin of this one", [seen("one", 0, { _twinOf: "two" }), seen("two", 1, { _twinOf: "one" })], ["one", "two"]],
  [
    "is a copy of its copy",
    [
      seen("one", 0, { _twinOf: "two", _twinBy: "copy" }),
      seen("two", 1, { _twinOf: "one", _twinBy: "copy" }),
      seen("three", 2, { _twinOf: "two", _twinBy: "copy" }),
    ],
    ["one", "two", "three"],
  ],
  [
    "has another twin",
    [seen("one", 0), seen("two", 1, { _twinOf: "one" }), seen("three", 2, { _twinOf: "one" })],
    ["one", "two"],
  ],
])("an exchange is not lost if its original %s", (_what, entries, drawn) => {
  expect(listDrawn(entries).map(({ _id }) => _id)).toEqual(drawn);
});
