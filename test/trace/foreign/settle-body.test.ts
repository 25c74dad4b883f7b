import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";

import { describe, expect, test } from "vitest";

import { parseTrace } from "../../../src/trace/model/parse.ts";
import type { Content, PostData } from "../../../src/trace/model/types.ts";

const JSON_TEXT = '{"user": "erin", "password": "Curlew-77-xx", "note": "~~~???>>> 한글"}';
const base64 = (text: string | Buffer): string => Buffer.from(text).toString("base64");

interface Around {
  readonly headers?: readonly object[];
  readonly postData?: object;
}

function parse(content: object, { headers = [], postData }: Around = {}) {
  const request = { method: "POST", url: "http://a/", headers, postData };
  const startedDateTime = "2026-03-01T10:00:00Z";
  const har = { log: { entries: [{ startedDateTime, request, response: { status: 200, headers, content } }] } };
  const { entries, comment } = parseTrace(JSON.stringify(har), "t.har").log;
  return { content: entries[0]?.response.content, postData: entries[0]?.request.postData, comment };
}

const jsonType = { mimeType: "application/json" };
const coded = (value: string): { headers: readonly object[] } => ({ headers: [{ name: "content-encoding", value }] });

describe("the text of a body is decoded with the stated encoding", () => {
  const text = JSON.stringify({ a: "é=1", b: "x".repeat(80) });
  const quoted = text.replace("é=1", "=C3=A9=3D1").replace("xxx", "x=\r\nxx");
  test.each([
    ["quoted-printable", quoted],
    ["Quoted-Printable", quoted.replace("\r\n", "\n")],
    ["hex", Buffer.from(text).toString("hex")],
  ])("%s", (encoding, written) => {
    const stated = { ...jsonType, encoding, text: written };
    const { content, postData } = parse(stated, { postData: stated });
    expect(content).toEqual({ mimeType: "application/json", size: expect.any(Number) as number, text });
    expect(content).not.toHaveProperty("encoding");
    expect(postData).toEqual({ mimeType: "application/json", text });
  });

  test.each([
    ["quoted-printable", "a=1&b=2"],
    ["hex", "no digits"],
    ["utf-8", "=41"],
  ])("unless it is not in %s: %s", (encoding, written) => {
    expect(parse({ mimeType: "text/plain", encoding, text: written }).content?.text).toBe(written);
  });

  test("binary data stays binary", () => {
    const { content } = parse({ mimeType: "image/png", encoding: "quoted-printable", text: "=89PNG=0D=0A=1A=0A=00" });
    expect(content).toMatchObject({ encoding: "base64", text: base64(Buffer.from("\x89PNG\r\n\x1A\n\0", "latin1")) });
  });
});

describe("the text of a body is", () => {
  test.for<[string, object, { headers?: readonly object[] }]>([
    ["plain, but marked base64", { ...jsonType, encoding: "base64", text: JSON_TEXT }, {}],
    ["a data URL", { ...jsonType, text: `data:application/json;base64,${base64(JSON_TEXT)}` }, {}],
    ["base64 in lines, without a mark", { ...jsonType, text: base64(JSON_TEXT).replaceAll(/.{20}/g, "$&\n") }, {}],
    ["base64 twice", { ...jsonType, encoding: "base64", text: base64(base64(JSON_TEXT)) }, {}],
    ["base64 twice, without a mark", { ...jsonType, text: base64(base64(JSON_TEXT)) }, {}],
    ["base64 by its size", { mimeType: "text/plain", size: Buffer.byteLength(JSON_TEXT), text: base64(JSON_TEXT) }, {}],
    ["base64 of UTF-16", { ...jsonType, encoding: "base64", text: base64(Buffer.from(JSON_TEXT, "utf16le")) }, {}],
    ["gzip, with the header", { ...jsonType, encoding: "base64", text: base64(gzipSync(JSON_TEXT)) }, coded("gzip")],
    ["gzip, without the header", { ...jsonType, encoding: "base64", text: base64(gzipSync(JSON_TEXT)) }, {}],
    ["gzip as the mark", { ...jsonType, encoding: "gzip", text: base64(gzipSync(JSON_TEXT)) }, {}],
    ["gzip without any mark", { ...jsonType, text: base64(gzipSync(JSON_TEXT)) }, {}],
    ["gzip twice", { encoding: "base64", text: base64(gzipSync(gzipSync(JSON_TEXT))) }, coded("gzip, gzip")],
    ["brotli", { ...jsonType, encoding: "base64", text: base64(brotliCompressSync(JSON_TEXT)) }, coded("br")],
    ["deflate", { ...jsonType, encoding: "base64", text: base64(deflateSync(JSON_TEXT)) }, coded("deflate")],
    ["zstd", { ...jsonType, encoding: "base64", text: base64(zstdCompressSync(JSON_TEXT)) }, coded("zstd")],
  ])("%s", ([, content, context]) => {
    const parsed = parse(content, context);
    expect(parsed.content).toMatchObject({ text: JSON_TEXT, size: Buffer.byteLength(JSON_TEXT) });
    expect(parsed.content).not.toHaveProperty("encoding");
    expect(parsed.comment).toMatch(/^Bodies .*: 1\.$/);
  });

  test.for<[string, Partial<Content>]>([
    ["bytes that are base64", { mimeType: "image/png", encoding: "base64", text: "iVBORw0KGgo=", size: 8 }],
    ["text that is marked base64, and is", { ...jsonType, encoding: "base64", text: base64(JSON_TEXT) }],
    [
      "a file that is gzip by its type",
      { mimeType: "application/gzip", encoding: "base64", text: base64(gzipSync("x")) },
    ],
    ["Latin-1 by its charset", { mimeType: "text/plain; charset=iso-8859-1", encoding: "base64", text: "6fr7" }],
    ["a number", { ...jsonType, text: "1234567890123456", size: 16 }],
    ["a word", { mimeType: "text/plain", text: "abcdefghijklmnop", size: 16 }],
    [
      "base64 that was sent as text",
      { mimeType: "text/plain", text: base64(JSON_TEXT), size: base64(JSON_TEXT).length },
    ],
  ])("%s: it stays", ([, content]) => {
    const parsed = parse(content);
    expect(parsed.content).toMatchObject(content);
    expect(parsed.comment).toBeUndefined();
  });

  test("a word that is marked base64, and has the length that the file states", () => {
    expect(parse({ mimeType: "text/plain", encoding: "base64", text: "test", size: 4 }).content).toEqual({
      mimeType: "text/plain",
      text: "test",
      size: 4,
    });
  });

  test("base64, by a data URL as the mark", () => {
    const parsed = parse({ ...jsonType, encoding: "data:application/json;base64,", text: base64(JSON_TEXT) });
    expect(parsed.content).toMatchObject({ text: base64(JSON_TEXT), encoding: "base64" });
  });

  test("JSON as a value", () => {
    expect(parse({ ...jsonType, text: { a: [1] } }).content).toMatchObject({ text: '{"a":[1]}', size: 9 });
  });
});

describe("a request's body", () => {
  const postData = (data: object, headers: readonly object[] = []): PostData | undefined =>
    parse({}, { headers, postData: data }).postData;

  test("is decoded like the body of a response", () => {
    const packed = { ...jsonType, encoding: "base64", text: base64(gzipSync(JSON_TEXT)) };
    expect(postData(packed, coded("gzip").headers)).toEqual({ ...jsonType, text: JSON_TEXT });
    expect(postData({ ...jsonType, encoding: "base64", text: JSON_TEXT })).toEqual({ ...jsonType, text: JSON_TEXT });
  });

  test.for([
    ["", "a=1+2&b=%E2%82%AC%26"],
    ["application/x-www-form-urlencoded; charset=utf-8", "a=1+2&b=%E2%82%AC%26"],
    ["text/plain", "a=1 2\r\nb=€&\r\n"],
  ])("that is only in params is encoded as %j states", ([mimeType, text]) => {
    const params = [
      { name: "a", value: "1 2" },
      { name: "b", value: "€&" },
    ];
    expect(postData({ mimeType, params })).toMatchObject({ mimeType, text });
  });

  const params = [
    { name: "note", value: "R&D 50%" },
    { name: "file", fileName: 'a "b".txt', contentType: "text/plain", value: "hello\n" },
  ];
  const multipart = (boundary: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="note"\r\n\r\nR&D 50%\r\n` +
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a %22b%22.txt"\r\n` +
    `Content-Type: text/plain\r\n\r\nhello\n\r\n--${boundary}--\r\n`;

  test.for([
    ["multipart/form-data; boundary=----Web", "multipart/form-data"],
    ['multipart/form-data; boundary="----Web"', ""],
    ["multipart/form-data", "multipart/form-data; boundary=----Web"],
  ])("of several parts keeps boundary and filenames: header %j, type %j", ([value, mimeType]) => {
    const headers = [{ name: "Content-Type", value }];
    expect(postData({ mimeType, params }, headers)?.text).toBe(multipart("----Web"));
  });

  test("of several parts without a boundary gets one, the same everywhere", () => {
    const headers = [{ name: "Content-Type", value: "multipart/form-data" }];
    const data = { mimeType: "multipart/form-data", params };
    const request = { method: "POST", url: "http://a/", headers, postData: data };
    const { entries } = parseTrace(JSON.stringify({ log: { entries: [{ request }] } }), "t.har").log;
    const type = "multipart/form-data; boundary=form-boundary";
    expect(entries[0]?.request).toMatchObject({
      headers: [{ value: type }],
      postData: { mimeType: type, text: multipart("form-boundary") },
    });
  });
});
