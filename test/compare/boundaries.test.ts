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
])("a boundary is not a difference: %s", (_where, before, after) => {
  expect(differencesOf(upload(before), upload(after))).toEqual([]);
});

test("the parts between boundaries are", () => {
  const [before, after] = [upload({ mimeType: of("a1") }), upload({ mimeType: of("b2"), value: "other" })];
  expect(differencesOf(before, after)).toHaveLength(1);
});

test("a form that has only fields gets the boundary that was sent", () => {
  const { postData, headers } = upload({ header: of("sent"), mimeType: of("other") }).log.entries[0]?.request ?? {};
  expect([postData?.mimeType, headers?.[0]?.value, postData?.text]).toEqual([of("sent"), of("sent"), written("sent")]);
});

/** An upload of a JSON part, a field, and an image. */
function uploadOf(
  boundary: string,
  { meta, title, picture }: { meta: unknown; title: string; picture: string },
): Trace {
  const part = (head: string, value: Buffer | string): Buffer =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(value),
      Buffer.from("\r\n"),
    ]);
  const body = Buffer.concat([
    part('name="meta"', JSON.stringify(meta)),
    part('name="title"', title),
    part('name="picture"; filename="a.png"', Buffer.from(picture, "hex")),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  const postData = { mimeType: of(boundary), text: body.toString("base64"), _encoding: "base64" };
  const request = { method: "POST", url: "http://h.test/up", headers: [], postData };
  const entry = { startedDateTime: "2026-11-29T10:00:00Z", request, response: { status: 200 } };
  return parseTrace(JSON.stringify({ log: { entries: [entry] } }), "t.har");
}

test("an upload is compared part by part: JSON by members, fields as text, bytes by size and digest", () => {
  const before = uploadOf("x1", { meta: { a: 1, tags: ["b"] }, title: "one", picture: "89504e47ff00" });
  const after = uploadOf("y22", { meta: { a: 2, tags: ["b"] }, title: "two", picture: "89504e47ff0001" });
  expect(compare(before, after).steps.flatMap(({ differences }) => differences)).toEqual([
    expect.objectContaining({ place: { part: "request", at: "body", name: "/meta/a" }, before: "1", after: "2" }),
    expect.objectContaining({ place: { part: "request", at: "body", name: "/title" }, before: "one", after: "two" }),
    expect.objectContaining({
      place: { part: "request", at: "body", name: "/picture" },
      before: expect.stringMatching(/^6 bytes, SHA-256 [0-9a-f]{16}…$/),
      after: expect.stringMatching(/^7 bytes, SHA-256 [0-9a-f]{16}…$/),
    }),
  ]);
});

test("the same upload with another boundary, or another order of members, is not a difference", () => {
  const before = uploadOf("x1", { meta: { a: 1, b: 2 }, title: "one", picture: "89504e47ff00" });
  const after = uploadOf("a-longer-one", { meta: { b: 2, a: 1 }, title: "one", picture: "89504e47ff00" });
  expect(compare(before, after).steps.flatMap(({ differences }) => differences)).toEqual([]);
});

test("a form is compared field by field", () => {
  const formOf = (text: string): Trace => upload({ mimeType: "application/x-www-form-urlencoded", text });
  const changed = compare(formOf("a=1&ts=1795392000&b=x"), formOf("ts=1795392001&a=2&c=y")).steps[0]?.differences;
  expect(changed?.map(({ place, before, after }) => [place.name, before, after])).toEqual([
    ["/b", "x", undefined],
    ["/c", undefined, "y"],
    ["/a", "1", "2"],
  ]);
});
