import { expect, test } from "vitest";

import { compare } from "../../src/compare/compare.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";
import type { Trace } from "../../src/trace/model/types.ts";

const differencesOf = (before: Trace, after: Trace): readonly unknown[] =>
  compare(before, after, { values: true }).steps.flatMap(({ differences }) => differences);

const TYPE = "multipart/form-data";

interface Upload {
  readonly header?: string;
  readonly mimeType: string;
  readonly text?: string;
  readonly value?: string;
}

function upload({ header, mimeType, text, value = "a" }: Upload): Trace {
  const headers = header === undefined ? [] : [{ name: "Content-Type", value: header }];
  const params = [{ name: "title", value }];
  const postData = text === undefined ? { mimeType, params } : { mimeType, text };
  const request = { method: "POST", url: "http://h.test/up", headers, postData };
  const entry = { startedDateTime: "2026-11-29T10:00:00Z", request, response: { status: 200 } };
  return parseTrace(JSON.stringify({ log: { entries: [entry] } }), "t.har");
}

const written = (boundary: string): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="title"\r\n\r\na\r\n--${boundary}--\r\n`;

const of = (boundary: string): string => `${TYPE}; boundary=${boundary}`;

test.each<[string, Upload, Upload]>([
  ["in the header and as params", { header: of("a1"), mimeType: TYPE }, { header: of("word"), mimeType: TYPE }],
  ["in the type", { mimeType: of("---------------------------9051914041544843365972") }, { mimeType: of("12") }],
  ["in none, and in the text", { mimeType: TYPE }, { mimeType: TYPE, text: written("another") }],
  ["in the text alone", { mimeType: TYPE, text: written("one") }, { mimeType: TYPE, text: written("two") }],
  ["in a header that differs", { header: of("b"), mimeType: of("c") }, { header: of("d"), mimeType: of("d") }],
])("a boundary is no difference: %s", (_where, before, after) => {
  expect(differencesOf(upload(before), upload(after))).toEqual([]);
});

test("what stands between them is", () => {
  const [before, after] = [upload({ mimeType: of("a1") }), upload({ mimeType: of("b2"), value: "other" })];
  expect(differencesOf(before, after)).toHaveLength(1);
});

test("a form that is only in fields has the boundary that was sent", () => {
  const { postData, headers } = upload({ header: of("sent"), mimeType: of("other") }).log.entries[0]?.request ?? {};
  expect([postData?.mimeType, headers?.[0]?.value, postData?.text]).toEqual([of("sent"), of("sent"), written("sent")]);
});
