import * as fc from "fast-check";
import { expect, test } from "vitest";

import { redactLong } from "../../src/redact/redact-long.ts";
import { redactTrace } from "../../src/redact/redact-trace.ts";
import { type RedactorOptions, createRedactor } from "../../src/redact/redactor.ts";
import { serializeTrace } from "../../src/trace/model/serialize.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { readSource } from "../../src/trace/stream/read-source.ts";
import { sourceOfText } from "../../src/trace/stream/text-source.ts";
import { anEntry, aTrace } from "../analyze/an-entry.ts";

const SECRET = ["k9-Vq2", "xT8-pL4w"].join("");

/** Only its last exchange reveals that a value in the first one is a secret; values that were masked before keep their aliases. */
const trace = aTrace([
  anEntry({
    url: `http://cloud.example/things?trace=${SECRET}`,
    answer: { note: `seen ${SECRET}`, old: "REDACTED-token-2" },
  }),
  anEntry({ url: "http://cloud.example/other", at: 5, answer: { list: [1, 2, 3] } }),
  anEntry({
    url: "http://cloud.example/login",
    at: 10,
    answer: { password: SECRET, access_token: "zz-98-Aq-77-Ppq-12" },
  }),
]);

function inLong({ log }: Trace, options?: RedactorOptions): string {
  const long = readSource(sourceOfText(serializeTrace({ log }), "a.har"), { longestWhole: 0 });
  return Array.from(redactLong(long, createRedactor(options)).chunks).join("");
}

const atOnce = (whole: Trace, options?: RedactorOptions): string =>
  serializeTrace(redactTrace(readSource(sourceOfText(serializeTrace(whole), "a.har")), createRedactor(options)).trace);

test("a long trace is masked like a short one", () => {
  const text = inLong(trace);
  expect(text).not.toContain(SECRET);
  expect(text).toBe(atOnce(trace));
});

test("also from another tool", () => {
  const { _wirewalk, ...log } = trace.log;
  expect(inLong({ log })).toBe(atOnce({ log }));
});

test("with made-up values in place of values that reveal its origin", () => {
  const options = { policy: { substitute: ["hosts"] } } as const;
  expect(inLong(trace, options)).toBe(atOnce(trace, options));
  expect(inLong(trace, options)).not.toContain("cloud.example");
});

test("whatever the bodies contain", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 4 }), (answers) => {
      const any = aTrace(answers.map((answer, at) => anEntry({ at, answer })));
      expect(inLong(any)).toBe(atOnce(any));
    }),
    { numRuns: 30 },
  );
});
