import { expect, test } from "vitest";

import { selectSpans } from "../../../src/otlp/kafka/select-spans.ts";
import { sourceOfText } from "../../../src/trace/stream/text-source.ts";

const [ONE, TWO, THREE] = ["1", "2", "3"].map((digit) => digit.repeat(32)) as [string, string, string];

/** A line of a Collector, with one resource for each of these: its attributes, and the traces of its spans. */
function aLine(...resources: readonly (readonly [Readonly<Record<string, string>>, ...(readonly string[])])[]): string {
  const resourceSpans = resources.map(([values, ...traces], index) => ({
    resource: { attributes: Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } })) },
    scopeSpans: [
      {
        scope: {},
        spans: traces.map((traceId) => ({ traceId, spanId: `${index + 1}`.repeat(16), startTimeUnixNano: "1" })),
      },
    ],
  }));
  return `${JSON.stringify({ resourceSpans })}\n`;
}

const select = (text: string, session: string, ...traces: readonly string[]): string =>
  [...selectSpans(sourceOfText(text, "spans"), { session, traces })].join("");

const shop = aLine([{ "wirewalk.group": "checkout", "wirewalk.name": "shop", "wirewalk.session": "aa" }, ONE]);
const till = aLine([{ "wirewalk.group": "checkout", "wirewalk.name": "till", "wirewalk.session": "bb" }, TWO]);
const other = aLine([{ "wirewalk.name": "checkout", "wirewalk.session": "cc" }, THREE]);
const server = aLine([{ "service.name": "api" }, ONE]);

test.each([
  ["a session, with what servers added to its traces", "checkout", shop + server + till],
  ["a recorder", "till", till],
  ["a recording", "cc", other],
  ["nobody", "nobody", ""],
])("lines are chosen by the name of %s", (_, session, expected) => {
  expect(select(shop + other + server + till, session)).toBe(expected);
});

test("lines are chosen by traces, with and without the leading zeros of an ID", () => {
  const short = aLine([{ "service.name": "api" }, "2".padStart(32, "0")]);
  expect(select(shop + short + till, "", ONE, "2")).toBe(shop + short);
});

test("from a request with several traces, the others are omitted", () => {
  const mixed = aLine([{ "service.name": "a" }, ONE, TWO, ONE], [{ "service.name": "b" }, THREE]);
  expect(select(mixed, "", ONE)).toBe(aLine([{ "service.name": "a" }, ONE, ONE], [{ "service.name": "b" }]));
});

test("a request that is nested too deeply to write again stays complete", () => {
  const deep = `{"key":"x","value":${'{"arrayValue":{"values":['.repeat(9000)}${"]}}".repeat(9000)}}`;
  const mixed = aLine([{ "service.name": "a" }, ONE, TWO]).replace('"attributes":[', `"attributes":[${deep},`);
  expect(select(mixed, "", ONE) === mixed).toBe(true);
});

test("lines that are not spans are skipped", () => {
  expect(select(`${shop}{"resourceLogs":[]}\n[]\n5\n"x"\nnull\n{\n${till}`, "checkout")).toBe(shop + till);
});
