import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { stabilize } from "../../src/stabilize/stabilize.ts";
import { serializeTrace } from "../../src/trace/model/serialize.ts";
import type { Entry, Trace } from "../../src/trace/model/types.ts";
import { aTrace, anEntry } from "../analyze/an-entry.ts";
import { runsOf } from "../helpers/runs.ts";

const toBase64 = (text: string): string => Buffer.from(text, "latin1").toString("base64");

/** An upload with a part of bytes, by a client that generates a boundary, to a server that returns it. */
function upload(boundary: string, isBytes: boolean): Trace {
  const body = `--${boundary}\r\nContent-Disposition: form-data; name="f"; filename="a.png"\r\n\r\n${isBytes ? "\u0089PNG\u0000\u00ff" : "text"}\r\n--${boundary}--\r\n`;
  const type = `multipart/form-data; boundary=${boundary}`;
  const entry = anEntry({ method: "POST", url: "http://shop/files", answer: { type, length: body.length } });
  return aTrace(
    [
      {
        ...entry,
        request: {
          ...entry.request,
          headers: [
            { name: "Content-Type", value: type },
            { name: "Content-Length", value: String(body.length) },
          ],
          bodySize: body.length,
          postData: { mimeType: type, text: isBytes ? toBase64(body) : body, ...(isBytes && { _encoding: "base64" }) },
        },
      },
    ],
    { command: { argv: ["curl", "-v"], exitCode: 0, stdout: `> ${type}\n`, stderr: "" } },
  );
}

describe("two recordings of one upload are the same, with the boundary of", () => {
  test.each([
    ["curl", "------------------------8576318d9da4adbc", "------------------------bcf331af7ea521bf"],
    ["browsers", "----WebKitFormBoundary7MA4YWxkTrZu0gW1", "----WebKitFormBoundaryqPoRsTuVwXyZ0123"],
    ["requests", "0f4e2dc1a6b94bb3a8f1d4e5c6b7a890", "aa4e2dc1a6b94bb3a8f1d4e5c6b7a8ff"],
    ["undici", "----formdata-undici-012345678901", "----formdata-undici-098765432109"],
    [
      "form-data",
      "--------------------------123456789012345678901234",
      "--------------------------987654321098765432109876",
    ],
    ["axios", "axios-1.7.2-boundary-abCDefGHijKLmnOPqrSTuvWXy", "axios-1.7.2-boundary-zyXWvuTSrqPOnmLKjiHGfeDCb"],
    ["Python's email", "===============0123456789012345678==", "===============9876543210987654321=="],
    ["a tool that counts", "boundary-of-this-tool-1", "boundary-of-this-tool-2"],
  ])("%s", (_, one, other) => {
    for (const isBytes of [false, true]) {
      const first = upload(one, isBytes);
      expect(serializeTrace(stabilize(upload(other, isBytes), first).trace)).toBe(serializeTrace(first));
    }
  });

  test.each([
    ["m1.har", "m2.har", "base64"],
    ["t1.har", "t2.har", "text"],
  ])("what was recorded as %s and %s (%s)", (one, other) => {
    const read = (file: string): Trace =>
      JSON.parse(readFileSync(join(import.meta.dirname, "cases", file), "utf8")) as Trace;
    const { trace } = stabilize(read(other), read(one));
    const { request } = trace.log.entries[0] as Entry;
    const { postData } = request;
    const body = postData?._encoding === "base64" ? Buffer.from(postData.text, "base64").toString() : postData?.text;
    const boundary = /boundary=(\S+)/.exec(postData?.mimeType ?? "")?.[1] ?? "none";
    expect(request.headers.find(({ name }) => name === "Content-Type")?.value).toContain(boundary);
    expect(body).toContain(`--${boundary}\r\n`);
  });
});

const HEX = "0123456789abcdef".split("");
const hex = (length: number) =>
  fc.array(fc.constantFrom(...HEX), { minLength: length, maxLength: length }).map((all) => all.join(""));

/** Values that a machine generates each time, two of a kind. */
const madeUp = fc
  .oneof(fc.tuple(fc.uuid(), fc.uuid()), fc.tuple(hex(32), hex(32)), fc.tuple(hex(40), hex(40)))
  .filter(([one, other]) => one !== other);

type Place = (entry: Entry, value: string) => Entry;

const requestWith = (entry: Entry, more: Partial<Entry["request"]>): Entry => ({
  ...entry,
  request: { ...entry.request, ...more },
});
const responseWith = (entry: Entry, more: Partial<Entry["response"]>): Entry => ({
  ...entry,
  response: { ...entry.response, ...more },
});

const PLACES: Readonly<Record<string, Place>> = {
  path: (entry, value) => requestWith(entry, { url: `http://shop/carts/${value}${new URL(entry.request.url).search}` }),
  query: (entry, value) =>
    requestWith(entry, { url: `${entry.request.url}?cart=${value}`, queryString: [{ name: "cart", value }] }),
  header: (entry, value) => requestWith(entry, { headers: [{ name: "X-Cart", value }] }),
  cookie: (entry, value) => requestWith(entry, { cookies: [{ name: "cart", value }] }),
  json: (entry, value) =>
    requestWith(entry, { postData: { mimeType: "application/json", text: JSON.stringify({ cart: value }) } }),
  form: (entry, value) =>
    requestWith(entry, {
      postData: {
        mimeType: "application/x-www-form-urlencoded",
        text: `cart=${value}`,
        params: [{ name: "cart", value }],
      },
    }),
  bytes: (entry, value) =>
    requestWith(entry, {
      postData: {
        mimeType: "application/octet-stream",
        text: toBase64(`\u00ff\u0000${value}\u0000`),
        _encoding: "base64",
      },
    }),
  type: (entry, value) =>
    requestWith(entry, { postData: { mimeType: `application/x-cart; cart=${value}`, text: "x" } }),
  "answer header": (entry, value) => responseWith(entry, { headers: [{ name: "X-Cart", value }] }),
  "answer cookie": (entry, value) => responseWith(entry, { cookies: [{ name: "cart", value }] }),
  "redirect URL": (entry, value) =>
    responseWith(entry, {
      headers: [{ name: "Location", value: `http://shop/carts/${value}` }],
      redirectURL: `http://shop/carts/${value}`,
    }),
  "answer JSON": (entry, value) =>
    responseWith(entry, {
      content: { size: 1, mimeType: "application/json", text: JSON.stringify({ id: value, n: 1 }) },
    }),
  "answer text": (entry, value) =>
    responseWith(entry, { content: { size: 1, mimeType: "text/plain", text: `cart ${value}\n` } }),
  "answer bytes": (entry, value) =>
    responseWith(entry, {
      content: {
        size: 1,
        mimeType: "application/x-thing",
        text: toBase64(`\u00ff${value} \u0000`),
        encoding: "base64",
      },
    }),
};

function record(places: readonly string[], value: string): Trace {
  const made = anEntry({ method: "POST", url: "http://shop/carts", answer: { id: value } });
  const used = places.reduce(
    (entry, place) => PLACES[place]?.(entry, value) ?? entry,
    anEntry({ at: 10, method: "PUT", url: "http://shop/carts" }),
  );
  return aTrace(
    [
      { ...made, _id: "post-carts" },
      { ...used, _id: "put-carts" },
    ],
    {
      command: { argv: ["shop", value], exitCode: 0, stdout: `made ${value}\n`, stderr: "" },
    },
  );
}

/** The text of a trace, and of its bytes. */
function textOf(trace: Trace): string {
  const bytes = trace.log.entries.flatMap(({ request, response }) => [
    request.postData?._encoding === "base64" ? request.postData.text : "",
    response.content.encoding === "base64" ? (response.content.text ?? "") : "",
  ]);
  return serializeTrace(trace) + bytes.map((base64) => Buffer.from(base64, "base64").toString("latin1")).join("");
}

test("a generated value is that of the first recording wherever it occurs", () => {
  fc.assert(
    fc.property(madeUp, fc.subarray(Object.keys(PLACES), { minLength: 1 }), ([one, other], places) => {
      const first = record(places, one);
      const { trace } = stabilize(record(places, other), first);
      expect(textOf(trace)).not.toContain(other);
      expect(serializeTrace(trace)).toBe(serializeTrace(first));
    }),
    { numRuns: runsOf(400) },
  );
});

test("if something else changed too, a value is not old in one place and new in another", () => {
  fc.assert(
    fc.property(madeUp, fc.subarray(Object.keys(PLACES), { minLength: 2 }), ([one, other], places) => {
      const { log } = record(places, other);
      const changed = log.entries.map((entry, index) =>
        index === 0 ? entry : { ...entry, response: { ...entry.response, status: 409, statusText: "Conflict" } },
      );
      const { trace } = stabilize({ log: { ...log, entries: changed } }, record(places, one));
      const text = textOf(trace);
      expect(text.includes(one) && text.includes(other)).toBe(false);
    }),
    { numRuns: runsOf(400) },
  );
});
