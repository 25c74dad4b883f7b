import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { describeGuesses, planToJson } from "../../src/gather/describe-plan.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";
import { type Source, aSource, gatherSources, planOf } from "./sources.ts";

interface LooseEntry extends Record<string, unknown> {
  readonly startedDateTime: string;
}

interface LooseLog {
  readonly entries: LooseEntry[];
  readonly _wirewalk: Record<string, unknown> & { recorders: Record<string, unknown>[] };
}

/** A file that another person has changed. */
function alter({ name, text }: Source, change: (log: LooseLog) => void): Source {
  const har = JSON.parse(text) as { readonly log: LooseLog };
  change(har.log);
  return { name, text: JSON.stringify(har) };
}

const one = (name: string, at = 0): Source => aSource(name, [{ at, took: 5, body: `${name} REDACTED-token-1` }]);
const alterFirst = (name: string, fields: object): Source =>
  alter(one(name), ({ entries: [first] }) => void Object.assign(first ?? {}, fields));
const gathered = (): Source =>
  gatherSources(
    aSource("a", [
      { at: 0, took: 5, body: "x REDACTED-token-1" },
      { at: 30, took: 5 },
    ]),
    aSource("b", [
      { at: 10, took: 5, body: "REDACTED-token-1" },
      { at: 40, took: 3, retryOf: "get-orders" },
    ]),
  );
const alterRecorder = (fields: object): Source =>
  alter(gathered(), ({ _wirewalk }) => void Object.assign(_wirewalk.recorders[0] ?? {}, fields));

const CASES: readonly (readonly [string, readonly Source[]])[] = [
  ["an exchange put into a gathered trace", [alter(gathered(), ({ entries }) => delete entries[0]?.["_recorder"])]],
  [
    "an exchange of a recorder that is not there",
    [alter(gathered(), ({ entries }) => void Object.assign(entries[0] ?? {}, { _recorder: "nobody" }))],
  ],
  [
    "a recorder that is there twice",
    [alter(gathered(), ({ _wirewalk: { recorders } }) => recorders.push(...recorders.slice(0, 1)))],
  ],
  ["no recorders", [alter(gathered(), ({ _wirewalk }) => void (_wirewalk.recorders = []))]],
  ["an offset beyond all numbers", [alterRecorder({ offset: 1e30 })]],
  ["an offset of ages", [alterRecorder({ offset: -9e18 })]],
  ["half a microsecond", [alterRecorder({ offset: 0.5 })]],
  ["letters that are none", [alterRecorder({ alias: "$&-1\u0000" })]],
  ["a digest that is none", [alterRecorder({ sha256: "../../\u0007" })]],
  [
    "what only gather says, in a file that was not gathered",
    [alterFirst("a", { _recorder: "z", _twinOf: "q", _twinBy: "traceparent" }), one("b", 9)],
  ],
  ["a date before all clocks", [alterFirst("a", { startedDateTime: "0001-01-01T00:00:00Z" }), one("b")]],
  [
    "the last date, and an answer that takes for ever",
    [alterFirst("a", { startedDateTime: "9999-12-31T23:59:59.999999Z", time: 1e18 }), one("b")],
  ],
  ["no date", [alterFirst("a", { startedDateTime: "" }), one("b")]],
  ["a negative time", [alterFirst("a", { time: -5 }), one("b")]],
  ["exchanges that name themselves", [alterFirst("a", { _id: "x", _retryOf: "x", _nestedIn: "x" }), one("b")]],
  ["names of what every object has", [alterFirst("__proto__", { _id: "__proto__" }), one("constructor", 9)]],
  [
    "a manifest of more than there can be",
    [aSource("a", [{ at: 0, took: 1 }], { manifest: { seen: 1e15, ranges: "1-999999999", digests: "", chain: "" } })],
  ],
  [
    "counts whose sum is no number",
    ["a", "b"].map((name, at) => aSource(name, [{ at, took: 1 }], { redacted: { token: 1e308 } })),
  ],
  [
    "shards that cannot be",
    ["0/0", "9/3", "99999/99999"].map((shard, at) => aSource(`s${at}`, [{ at, took: 1 }], { shard })),
  ],
  [
    "streams of one connection of HTTP/2",
    ["a", "b"].map((name, late) =>
      aSource(
        name,
        [0, 1, 2, 3].map((at) => ({ at: at + 3 * late, took: 40 - 10 * late, port: "443", client: name })),
      ),
    ),
  ],
];

describe("hostile sources lose nothing, in any order, and any number of times", () => {
  test.each(CASES)("%s", (_what, sources) => {
    const count = sources.reduce((sum, { name, text }) => sum + parseTrace(text, name).log.entries.length, 0);
    const once = gatherSources(...sources);
    expect(parseTrace(once.text, "gathered").log.entries).toHaveLength(count);
    expect(gatherSources(...sources.toReversed()).text).toBe(once.text);
    expect(gatherSources(once).text).toBe(once.text);
    expect(gatherSources(once, ...sources).text).toBe(once.text);
    expect(planToJson(planOf(sources))).toMatchObject({ exchanges: count });
  });
});

test.each([
  ["a manifest", { manifest: 3 }],
  ["recorders", { recorders: [1] }],
  ["a session", { session: "" }],
  ["counts", { redacted: 3 }],
])("a gathered trace with invalid metadata of a recorder (%s) is refused", (_what, _wirewalk) => {
  expect(() => gatherSources(alterRecorder({ log: { _wirewalk } }))).toThrow(
    /^"gathered.har" lacks the details of its recorder "a" that gather writes.$/,
  );
});

test("an altered gathered trace is not accepted as its source", () => {
  const source = aSource("a", [{ at: 0, took: 5, url: "http://shop/orders" }]);
  const altered = alter(gatherSources(source, one("b")), ({ entries }) => {
    for (const entry of entries) if (entry["_recorder"] === "a") Object.assign(entry, { time: 4 });
  });
  const plan = planOf([source, altered]);
  expect(plan.parts.map(({ name, length }) => [name, length])).toEqual([
    ["a", 1],
    ["a", 1],
    ["b", 1],
  ]);
  expect(plan.clashes).toEqual(["a"]);
  const text = gatherSources(source, altered).text;
  expect(gatherSources(altered, source).text).toBe(text);
  expect(gatherSources({ name: "all", text }).text).toBe(text);
});

test("a source whose name another one gets for its content keeps them separate", () => {
  const same = [one("a"), one("a", 7)];
  const [first] = planOf(same).parts;
  const sources = [...same, one(first?.id ?? "", 9)];
  const { parts } = planOf(sources);
  expect(new Set(parts.map(({ id }) => id)).size).toBe(3);
  const once = gatherSources(...sources);
  expect(gatherSources(once).text).toBe(once.text);
});

test("of many missing shards, some are named", () => {
  const { shardGaps } = planOf([aSource("a", [{ at: 0, took: 1 }], { shard: "1/9999" })]);
  expect(shardGaps).toEqual([
    expect.stringMatching(/^Of 9999 shards, 9998 are missing: shards 2, 3, .*, 21 and 9978 more of 9999\.$/),
  ]);
});

test("of 2,000 recorders whose clocks are not related, all are counted", () => {
  const sources = Array.from({ length: 2000 }, (_, index) =>
    aSource(`web-${index}`, [{ at: 0, took: 50, url: `http://web-${index}.example/${index}` }]),
  );
  const plan = planOf(sources);
  expect(describeGuesses(plan)).toEqual([expect.stringMatching(/: web-0, web-1, .* and 1990 more\.$/)]);
  expect(planToJson(plan)).toMatchObject({ unorderedRecorders: { length: 2000 }, unordered: { length: 1000 } });
});

test("recorders are unordered if they overlap with one whose clock is unrelated, in whatever way", () => {
  const recorder = fc.record({
    from: fc.nat({ max: 20 }),
    took: fc.nat({ max: 8 }),
    // Recorders that saw the same exchange have related clocks.
    seen: fc.constantFrom(0, 0, 1, 2),
  });
  fc.assert(
    fc.property(fc.array(recorder, { minLength: 2, maxLength: 7 }), (list) => {
      const sources = list.map(({ from, took, seen }, index) =>
        aSource(`web-${index}`, [
          {
            at: from,
            took,
            url: `http://a.example/${seen === 0 ? "abcdefg"[index] : "seen"}`,
            ...(seen !== 0 && { traceparent: `00-${"ab".repeat(16)}-c00000000000000${seen}-01` }),
          },
        ]),
      );
      const { ids, pairs } = planOf(sources).unordered;
      expect(ids).toEqual([...new Set(pairs.flat())].toSorted());
    }),
  );
});
