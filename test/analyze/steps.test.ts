import { describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import type { BodyView } from "../../src/analyze/types.ts";
import type { Content, PostData } from "../../src/trace/model/types.ts";
import { aTrace, anEntry, inTurn } from "./an-entry.ts";

test("a step keeps the ID of the recording; others get a slug; no ID occurs twice", () => {
  const own = (_id: string) => ({ own: { _id } });
  const { steps } = analyze(
    inTurn(own("show"), { url: "http://h/a" }, own("get-a-2"), { url: "http://h/a" }, own("show")),
  );
  expect(steps.map(({ id }) => id)).toEqual(["show", "get-a", "get-a-2", "get-a-3", "get"]);
});

test("headers stay as they were sent; retries and redirects refer to the first request", () => {
  const entry = anEntry({ own: { _retryOf: "a", _redirectOf: "b" } });
  const headers = [
    { name: "X-B", value: "1", comment: "not for the page" },
    { name: "x-a", value: "2" },
    { name: "X-B", value: "3" },
  ];
  const { steps } = analyze(aTrace([{ ...entry, request: { ...entry.request, headers } }]));
  expect(steps[0]).toMatchObject({ retryOf: "a", redirectOf: "b" });
  expect(steps[0]?.request.headers).toEqual([
    { name: "X-B", value: "1" },
    { name: "x-a", value: "2" },
    { name: "X-B", value: "3" },
  ]);
});

test("the page has the command of the trace", () => {
  const command = { argv: ["cloud", "show"], exitCode: 1, stdout: "out", stderr: "err" };
  expect(analyze(aTrace([], { command })).command).toEqual({ ...command, env: {} });
  expect(analyze(aTrace([])).command).toBeUndefined();
});

describe("response body", () => {
  test.each<[string, Partial<Content>, Partial<BodyView>]>([
    [
      "JSON by media type",
      { mimeType: "application/vnd.x+json; charset=utf-8", text: "{" },
      { kind: "json", text: "{" },
    ],
    ["JSON by content", { mimeType: "text/plain", text: ' {"a":1}' }, { kind: "json" }],
    ["JSON lines", { mimeType: "application/x-ndjson", text: "{}\n{}" }, { kind: "text" }],
    ["text", { mimeType: "text/html", text: "<p>" }, { kind: "text", mimeType: "text/html" }],
    ["a number", { mimeType: "text/plain", text: "42" }, { kind: "text" }],
    ["nothing", { mimeType: "text/plain", size: 0 }, { kind: "none", size: 0 }],
    [
      "nothing kept",
      { mimeType: "text/plain", size: 9 },
      { kind: "none", size: 9, missing: "9 bytes, not in the trace" },
    ],
    ["bytes", { mimeType: "image/png", text: "iVBORw==", encoding: "base64" }, { kind: "binary", text: "iVBORw==" }],
    [
      "JSON as base64",
      { mimeType: "application/json", text: "eyLqsIAiOjF9", encoding: "base64" },
      { kind: "json", text: '{"가":1}' },
    ],
    ["broken text", { mimeType: "text/plain", text: "//4=", encoding: "base64" }, { kind: "binary", text: "//4=" }],
  ])("%s", (_, content, expected) => {
    expect(answerBody(content)).toMatchObject(expected);
  });

  test("a truncated body shows its original length", () => {
    expect(
      answerBody({ text: "ab", mimeType: "text/plain", _truncated: true, _size: 900, _sha256: "f0" }),
    ).toMatchObject({
      size: 900,
      cut: { size: 900, sha256: "f0" },
    });
  });
});

describe("request body", () => {
  test.each<[string, PostData | undefined, Partial<BodyView>]>([
    ["none", undefined, { kind: "none" }],
    ["JSON", { mimeType: "application/json", text: '{"가":1}' }, { kind: "json", size: 9 }],
    ["bytes", { mimeType: "application/octet-stream", text: "AAE=", _encoding: "base64" }, { kind: "binary" }],
    ["cut before its first byte", { mimeType: "", text: "", _truncated: true }, { missing: "not in the trace" }],
  ])("%s", (_, postData, expected) => {
    const entry = anEntry({});
    const request = { ...entry.request, bodySize: -1, ...(postData && { postData }) };
    expect(analyze(aTrace([{ ...entry, request }])).steps[0]?.request.body).toMatchObject(expected);
  });
});

function answerBody(content: Partial<Content>): BodyView | undefined {
  const entry = anEntry({});
  const response = { ...entry.response, bodySize: -1, content: { size: 0, mimeType: "", ...content } };
  return analyze(aTrace([{ ...entry, response }])).steps[0]?.response.body;
}
