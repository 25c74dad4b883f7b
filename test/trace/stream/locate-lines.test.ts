import * as fc from "fast-check";
import { expect, test } from "vitest";

import { knownAt } from "../../../src/sequence/known-at.ts";
import { serializeTrace } from "../../../src/trace/model/serialize.ts";
import type { Entry, Trace } from "../../../src/trace/model/types.ts";
import { locateEntries } from "../../../src/trace/stream/locate-entries.ts";
import { locateLines } from "../../../src/trace/stream/locate-lines.ts";
import { MixedLinesError } from "../../../src/trace/stream/mixed-lines.ts";
import type { NumberList } from "../../../src/trace/stream/number-list.ts";
import { type ReadOptions, readSource } from "../../../src/trace/stream/read-source.ts";
import type { TextSource } from "../../../src/trace/stream/text-source.ts";
import { arbitraryTrace } from "../../helpers/arbitrary-trace.ts";
import { runsOf } from "../../helpers/runs.ts";
import { aTrace } from "../../replay/a-trace.ts";

const WHOLE = 1 << 20;
const LONG = 300;

function toSource(text: string, block = WHOLE): TextSource {
  const bytes = Buffer.from(text);
  return {
    name: "a.har",
    length: bytes.length,
    isUtf8: true,
    block: (from) => bytes.subarray(from, from + block),
    text: (start, end) => bytes.toString("utf8", start, end),
  };
}

const withEntries: fc.Arbitrary<Trace> = arbitraryTrace()
  .filter(({ log }) => log.entries.length > 0)
  .map(({ log }) => ({
    log: {
      ...log,
      _wirewalk: log._wirewalk ?? { format: 1, redacted: {} },
      // A recorder writes none; with it, the first line is another one.
      entries: log.entries.map(({ pageref: _page, ...entry }) => entry),
    },
  }));

function numbersOf(list: NumberList | undefined): readonly number[] {
  return Array.from({ length: list?.length ?? 0 }, (_, index) => list?.at(index) ?? -1);
}

test("entries written by wirewalk are found by their lines, whatever the size of the blocks", () => {
  fc.assert(
    fc.property(withEntries, fc.integer({ min: 700, max: 3000 }), (trace, block) => {
      const text = serializeTrace(trace);
      const lined = locateLines(toSource(text, block), LONG);
      // The list may begin after the first block.
      if (lined === undefined) return;
      const located = locateEntries(toSource(text), LONG);
      expect(numbersOf(lined.entries)).toEqual(numbersOf(located.entries));
      expect(lined.isSorted).toBe(located.isSorted);
      // Except those of the rest.
      const inEntries = numbersOf(located.long).filter((at) => at < (numbersOf(located.entries).at(-1) ?? 0));
      expect(numbersOf(lined.long)).toEqual(expect.arrayContaining(inEntries));
      expect(numbersOf(lined.rest).slice(0, -1)).toEqual(numbersOf(located.rest).slice(0, -1));
    }),
  );
});

/** The line with which entries begin. */
const BEGINNING = '{\n        "startedDateTime": "2026-11-23T10:00:00.000000Z"';

/** Ways to write an entry that other programs, or people, have. */
const FORMS: readonly ((entry: Entry) => string)[] = [
  indent,
  asTwo,
  (entry) => JSON.stringify(entry),
  (entry) => JSON.stringify(entry, null, 2),
  (entry) =>
    JSON.stringify(Object.fromEntries(Object.entries(entry).toReversed()), null, 2).replaceAll("\n", "\n      "),
  (entry) => indent(entry).replace("{", '{\n        "_tool": 1,'),
  (entry) => indent(entry).replace(/\}$/, `,\n        "_list": [{\n      },\n      ${BEGINNING}\n      }]\n      }`),
  (entry) => indent(entry).replace(/\}$/, `,\n        "_own": ${BEGINNING}\n      }\n      }`),
  () => `${BEGINNING} }, ${BEGINNING}\n      }`,
  () => `${BEGINNING}\n      }\n      }`,
  () => `${BEGINNING}\n      }],\n      "entries": [\n      ${BEGINNING}\n      }`,
  () => BEGINNING,
];

/** As our files have it. */
function indent(entry: Entry): string {
  const text = serializeTrace({ log: { version: "1.2", creator: { name: "", version: "" }, entries: [entry] } });
  return text.slice(text.indexOf("\n      {") + 7, text.indexOf("\n    ]"));
}

/** Two entries, of which the lines show one. */
function asTwo(entry: Entry): string {
  return indent(entry).replace(/\n {6}\}$/, () => `}, ${JSON.stringify(entry).slice(0, -1)}\n      }`);
}

const layouts = fc.tuple(
  withEntries,
  fc.array(fc.constantFrom(...FORMS), { minLength: 1, maxLength: 8 }),
  fc.constantFrom(",\n      ", ",\n      ", ", ", ",", "\n,", "\n      ,\n      ", ""),
  fc.constantFrom(LONG, WHOLE),
);

/** The same entries, some in other forms: the first in the usual one, or nothing would be found. */
function relayOut(trace: Trace, forms: readonly ((entry: Entry) => string)[], between: string): string {
  const { entries, ...log } = trace.log;
  const text = serializeTrace({ log: { ...log, entries: entries.slice(0, 1) } });
  const more = forms.map((form, index) => form(knownAt(entries, index % entries.length)));
  const place = text.indexOf("\n    ]", text.indexOf('\n    "entries": ['));
  return text.slice(0, place) + more.map((one) => between + one).join("") + text.slice(place);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

test("if all that lies between the lines is JSON, the entries are found as a scanner of all brackets finds them", () => {
  fc.assert(
    fc.property(layouts, ([trace, forms, between, longFrom]) => {
      const text = relayOut(trace, forms, between);
      const source = toSource(text);
      const found = numbersOf(locateLines(source, longFrom)?.entries);
      const parts = found.flatMap((start, at) => (at % 2 === 0 ? [source.text(start, knownAt(found, at + 1))] : []));
      if (parts.some((part) => parse(part) === undefined) || found.length === 0) return;
      expect(found).toEqual(numbersOf(locateEntries(source, LONG).entries));
    }),
    { numRuns: runsOf(500) },
  );
});

test("reading all entries by their lines gives those of the file, or asks to read it again", () => {
  fc.assert(
    fc.property(layouts, ([trace, forms, between]) => {
      const text = relayOut(trace, forms, between);
      const read = (options: ReadOptions): unknown => {
        try {
          return [...readSource(toSource(text), { longestWhole: 0, ...options }).log.entries];
        } catch (error) {
          return error;
        }
      };
      const lined = read({ locateLines });
      if (!(lined instanceof MixedLinesError)) expect(lined).toEqual(read({}));
    }),
    { numRuns: runsOf(500) },
  );
});

test("entries in other forms between those of wirewalk are asked for again, and found", () => {
  const text = relayOut(aTrace({ url: "/a" }), [asTwo, indent], ",\n      ");
  expect(() => [...readSource(toSource(text), { longestWhole: 0, locateLines }).log.entries]).toThrow(MixedLinesError);
  expect(readSource(toSource(text), { longestWhole: 0 }).log.entries).toHaveLength(4);
});

test("an entry that is short, but nested too deep, is refused as without the lines", () => {
  const deep = (entry: Entry): string =>
    indent(entry).replace(/\}$/, `,\n        "_x": ${"[".repeat(1200)}${"]".repeat(1200)}\n      }`);
  const source = toSource(relayOut(aTrace({ url: "/a" }), [deep, indent], ",\n      "));
  expect(() => [...readSource(source, { longestWhole: 0, locateLines }).log.entries]).toThrow(
    "nested too deep to be read",
  );
});
