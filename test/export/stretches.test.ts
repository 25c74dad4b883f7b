import { join } from "node:path";

import { expect, test } from "vitest";

import { EXPORT_FORMATS, exportInPieces } from "../../src/export/export.ts";
import { toScript } from "../../src/export/script.ts";
import { toStretches } from "../../src/export/stretches.ts";
import { readTrace, writeTrace } from "../../src/trace/files/file.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { loginFlow } from "./export-text.ts";

/** The same trace in memory, and read entry by entry. */
async function readBoth(trace: Trace): Promise<{ readonly whole: Trace; readonly long: Trace }> {
  const file = join(await tempFolder(), "t.har");
  await writeTrace(file, trace);
  return { whole: await readTrace(file), long: await readTrace(file, undefined, { longestWhole: 0 }) };
}

test("a script in stretches has the calls and the inputs of all of them", async () => {
  const { whole, long } = await readBoth(loginFlow());
  const one = toScript(toStretches(whole, {}));
  const several = toScript(toStretches(long, {}, 2));
  const of = (script: typeof one): readonly unknown[] =>
    Array.from(script.calls, ({ id, method, status, body }) => [id, method, status, body]);
  expect(of(several)).toEqual(of(one));
  expect(several.inputs.map(({ value }) => value).toSorted()).toEqual(
    ["REDACTED-password-1", "REDACTED-token-1", "http://images.example", "http://keys.example"].toSorted(),
  );
  // Each value that a call sends has been provided or captured before; the file is written twice with the same result.
  const known = new Set(several.inputs.map(({ name }) => name));
  const used = [...several.calls].flatMap(({ headers, captures }) => {
    const variables = headers.flatMap(({ value }) => value).flatMap((part) => (typeof part === "string" ? [] : [part]));
    const unknown = variables.filter(({ variable }) => !known.has(variable));
    for (const { variable } of captures) known.add(variable);
    return unknown;
  });
  expect(used).toEqual([]);
  expect(Array.from(several.calls)).toEqual(Array.from(several.calls));
});

test.each(EXPORT_FORMATS)("%s of a trace that is read entry by entry is the same", async (format) => {
  const { whole, long } = await readBoth(loginFlow());
  const write = (trace: Trace): readonly unknown[] => {
    const { pieces = [], files = [] } = exportInPieces(trace, { format });
    return [Array.from(pieces).join(""), ...files];
  };
  expect(write(long)).toEqual(write(whole));
});
