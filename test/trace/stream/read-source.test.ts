import * as fc from "fast-check";
import { expect, test } from "vitest";

import { serializeTrace } from "../../../src/trace/model/serialize.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { checkHar } from "../../../src/trace/stream/check-har.ts";
import { readSource } from "../../../src/trace/stream/read-source.ts";
import { OTHER, type TextSource, sourceOfText } from "../../../src/trace/stream/text-source.ts";
import { arbitraryTrace } from "../../helpers/arbitrary-trace.ts";
import { runsOf } from "../../helpers/runs.ts";

/** A text, at most a few characters of which are in memory at once. */
function inBlocksOf(size: number, text: string): TextSource {
  const units = Uint8Array.from({ length: text.length }, (_, at) => Math.min(text.charCodeAt(at), OTHER));
  return { ...sourceOfText(text, "a.har"), block: (from) => units.subarray(from, from + size) };
}

/** Plain data: the content of a lazy list. */
const plain = (trace: Trace): Trace =>
  structuredClone({ log: { ...trace.log, entries: Array.from(trace.log.entries) } });

/** HAR files as tools write them: members in any order, white space anywhere, ours and those of other tools. */
function arbitraryHar(): fc.Arbitrary<string> {
  const layout = fc.record({
    space: fc.constantFrom(undefined, 1, "\t", "  "),
    isForeign: fc.boolean(),
    isBackward: fc.boolean(),
  });
  return fc.tuple(arbitraryTrace(), layout).map(([trace, { space, isForeign, isBackward }]) => {
    const { _wirewalk, ...others } = trace.log;
    const log = isForeign ? others : { ...others, _wirewalk: _wirewalk ?? { format: 1, redacted: {} } };
    const members = isBackward ? Object.entries(log).toReversed() : Object.entries(log);
    return JSON.stringify({ before: [{ entries: [1] }], log: Object.fromEntries(members), after: '"]}' }, null, space);
  });
}

test("entries that are read one at a time equal those of JSON.parse, however the text is split into blocks", () => {
  fc.assert(
    fc.property(arbitraryHar(), fc.integer({ min: 1, max: 40 }), (text, size) => {
      const whole = checkHar(JSON.parse(text), "a.har");
      const atOnce = readSource(inBlocksOf(size, text));
      const oneByOne = readSource(inBlocksOf(size, text), { longestWhole: 0 });
      expect(plain(atOnce).log.entries).toEqual(plain(whole).log.entries);
      expect(plain(oneByOne)).toEqual(plain({ log: whole.log }));
      expect(serializeTrace(oneByOne)).toBe(serializeTrace({ log: whole.log }));
    }),
    { numRuns: runsOf(100) },
  );
});
