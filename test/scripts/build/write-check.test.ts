import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";

import { expect, test } from "vitest";
import * as z from "zod/mini";

import { writeCheck } from "../../../scripts/build/write-check.ts";
import { compileCheck } from "../../../src/trace/model/compile-check.ts";
import { traceSchema } from "../../../src/trace/model/schema.ts";

// The source is generated from our own schema.
const isTrace = runInThisContext(writeCheck(traceSchema)) as (value: unknown) => boolean;
const isTraceFromSource = compileCheck(traceSchema);

test("it accepts every trace of the repository", () => {
  const files = readdirSync(TRACES, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".har"));
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) expect(isTrace(JSON.parse(readFileSync(join(TRACES, file), "utf8"))), file).toBe(true);
});

const TRACES = join(import.meta.dirname, "../../../traces");

const ODD: readonly unknown[] = [null, true, -1, 1.5, "", "2024-13-45T99:99:99Z", "hosts", [], [null], {}, { a: null }];

test("it reports the same for a trace with one odd value as the schema", () => {
  const file = join(TRACES, "openstack/image-add-project.har");
  const trace = JSON.parse(readFileSync(file, "utf8")) as { log: { entries: unknown[] } };
  trace.log.entries.length = 2;
  let different = 0;
  for (const { holder, key } of listPlaces(trace)) {
    const value = holder[key];
    for (const odd of [undefined, ...ODD]) {
      if (odd === undefined) delete holder[key];
      else holder[key] = odd;
      const isValid = traceSchema.safeParse(trace).success;
      if (!isValid) different += 1;
      expect([isTrace(trace), isTraceFromSource(trace)], `${key}: ${JSON.stringify(odd)}`).toEqual([isValid, isValid]);
      holder[key] = value;
    }
  }
  expect(different).toBeGreaterThan(1000);
});

test("an unknown part of a schema is refused", () => {
  expect(() => writeCheck(z.object({ a: z.date() }))).toThrow('the type "date"');
  expect(() => writeCheck(z.string().check(z.maxLength(1)))).toThrow('The rule "max_length"');
});

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** The members of all objects; an item of a list counts as one. */
function listPlaces(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  // Any object can be searched for its members.
  const holder = value as Record<string, unknown>;
  const isList = Array.isArray(value);
  return Object.keys(holder).flatMap((key) => {
    const inner = listPlaces(holder[key]);
    return isList ? inner : [{ holder, key }].concat(inner);
  });
}
