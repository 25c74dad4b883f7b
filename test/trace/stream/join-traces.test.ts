import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import * as fc from "fast-check";
import { expect, test } from "vitest";

import { readTrace } from "../../../src/trace/files/file.ts";
import { serializeTrace } from "../../../src/trace/model/serialize.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { joinTraces } from "../../../src/trace/stream/join-traces.ts";
import { inTurn } from "../../analyze/an-entry.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

function traceOf(starts: readonly number[]): Trace {
  const { log } = inTurn(...starts.map((start) => ({ url: `http://a/${start}` })));
  const entries = log.entries.map((entry, index) => ({
    ...entry,
    startedDateTime: new Date(1_700_000_000_000 + (starts[index] ?? 0)).toISOString(),
  }));
  return { log: { ...log, entries, _wirewalk: { format: 1, redacted: { token: 1 } } } };
}

const sorted = fc
  .array(fc.integer({ min: 0, max: 40 }), { maxLength: 8 })
  .map((starts) => starts.toSorted((a, b) => a - b));

test("whatever overlaps, the exchanges of all are in the order of their starts", () => {
  fc.assert(
    fc.property(fc.tuple(sorted, sorted, sorted), ([first, ...others]) => {
      const { log } = joinTraces([traceOf(first), ...others.map(traceOf)]);
      const starts = log.entries.map(({ request }) => Number(new URL(request.url).pathname.slice(1)));
      expect(starts).toEqual([first, ...others].flat().toSorted((a, b) => a - b));
      expect(log._wirewalk?.redacted).toEqual({ token: 3 });
    }),
  );
});

test("parts that are long together are read one entry at a time", async () => {
  const folder = await tempFolder();
  const long = inTurn(
    ...Array.from({ length: 6 }, () => ({ url: "http://a/", answer: { text: "x".repeat(1_000_000) } })),
  );
  for (const part of [1, 2, 3]) await writeFile(join(folder, `t.00000${part}.har`), serializeTrace(long));
  const { log } = await readTrace(join(folder, "t.*.har"));
  expect(log.entries).toHaveLength(18);
  expect(log.entries[17]?.response.content.text).toContain("x".repeat(1_000_000));
});

test("whatever the names of the parts, the last in time determines how the recording ended, and absent parts are reported", () => {
  const ended = (starts: readonly number[], exitCode: number): Trace => {
    const { log } = traceOf(starts);
    const command = { argv: ["app"], exitCode, stdout: "", stderr: "" };
    return { log: { ...log, _wirewalk: { format: 1, redacted: {}, command } } };
  };
  const absent = [{ kind: "absent", reason: "parts of the recording: a.000002.har", count: 1 }] as const;
  const { log } = joinTraces([ended([7, 8], 0), ended([1, 2], -1), ended([3], -1)], absent);
  expect(log._wirewalk).toMatchObject({ command: { exitCode: 0 }, missing: absent });
});
