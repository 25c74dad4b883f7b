import { describe, expect, test } from "vitest";

import { compare } from "../../src/compare/compare.ts";
import { formatReport } from "../../src/compare/report.ts";
import { measureText } from "../../src/diagram/display-text.ts";
import { type ExchangeParts, recordingOf } from "./an-exchange.ts";

const GOOD = recordingOf(
  { url: "http://cloud/token", method: "POST", status: 201, reason: "Created" },
  { url: "http://cloud/images/1", answer: { name: "시러스", status: "active" } },
  { url: "http://cloud/images/1/members", method: "POST" },
);
const BAD = recordingOf(
  { url: "http://cloud/token", method: "POST", status: 201, reason: "Created" },
  { url: "http://cloud/images/1", status: 404, reason: "Not Found", answer: { name: "데비안", code: 404 } },
);
const comparison = compare(GOOD, BAD);

describe("terminal", () => {
  test("shows first where the recordings diverge, then step by step", () => {
    expect(formatReport(comparison, "terminal", { width: 80 })).toBe(
      [
        "The recordings diverge at (3) GET /images/{image_id}: 200 OK → 404 Not Found",
        "Steps: 1 same, 1 changed, 1 removed.",
        "  (1) POST /token",
        "~ (3) GET /images/{image_id}",
        "      response status: 200 OK → 404 Not Found",
        '      response body /status: only in the first: "active"',
        "      response body /code: only in the second: 404",
        '      response body /name: "시러스" → "데비안"',
        "- (5) POST /images/{image_id}/members",
        "",
      ].join("\n"),
    );
  });

  test("shows how a step failed that only one recording has", () => {
    const retried = compare(
      recordingOf({ url: "http://cloud/images/1", answer: {} }),
      recordingOf(
        { url: "http://cloud/images/1", status: 503, reason: "Service Unavailable" },
        { url: "http://cloud/images/1", answer: {} },
      ),
    );
    const [headline, ...lines] = formatReport(retried, "terminal").split("\n");
    expect(headline).toContain("only in the second, 503 Service Unavailable");
    expect(lines).toContain("+ (1) GET /images/{image_id}: 503 Service Unavailable");
    expect(formatReport(retried, "markdown")).toContain(": 503 Service Unavailable");
  });

  test.each([20, 33, 80])("fits %i columns, with Korean letters two columns wide", (width) => {
    const lines = formatReport(comparison, "terminal", { width }).split("\n");
    expect(lines.filter((line) => measureText(line) > width)).toEqual([]);
  });

  test("has colors only on request, and never recorded escape sequences", () => {
    const hostile = compare(
      recordingOf({ url: "http://cloud/a", text: "plain" }),
      recordingOf({ url: "http://cloud/a", text: "\u001B[2J\u202Eforged\r\n" }),
    );
    expect(formatReport(hostile, "terminal")).toContain("plain → ␛[2J\uFFFDforged␍␊");
    expect(formatReport(hostile, "terminal")).not.toContain("\u001B");
    expect(formatReport(comparison, "terminal", { color: true })).toContain("\u001B[31m");
  });

  test("no difference", () => {
    const same = formatReport(compare(GOOD, GOOD), "terminal");
    expect(same).toBe("No differences.\nSteps: 3 same.\n");
  });
});

test("markdown: recorded text is not interpreted", () => {
  const hostile = compare(
    recordingOf({ url: "http://cloud/a", text: "a|b" }),
    recordingOf({ url: "http://cloud/a", text: "<b>*x*</b>\n# y" }),
  );
  expect(formatReport(hostile, "markdown")).toBe(
    [
      "**Only values differ, first at (1) GET /a: response body: a&#124;b → &lt;b&#62;&#42;x&#42;&lt;/b&#62; &#35; y**",
      "Steps: 1 changed.",
      "### changed: (1) GET /a",
      [
        "| level | place | before | after |",
        "| --- | --- | --- | --- |",
        "| value | response body | a&#124;b | &lt;b&#62;&#42;x&#42;&lt;/b&#62; &#35; y |",
      ].join("\n"),
      "",
    ]
      .join("\n\n")
      .replace(/\n\n$/, "\n"),
  );
});

test("github: errors for structure and shape, notices for values, escaped for GitHub", () => {
  const changed = compare(
    recordingOf({ url: "http://cloud/a", text: "50%", headers: { A: "1" } }),
    recordingOf({ url: "http://cloud/a", text: "::error::x\r\ny" }),
  );
  const report = formatReport(changed, "github", {
    file: "docs/a,b:c.md",
    lineOf: (step) => (step === "get-a" ? 7 : undefined),
  });
  expect(report).toBe(
    [
      "::error file=docs/a%2Cb%3Ac.md,line=7,title=(1) GET /a::response header A was removed",
      "::notice file=docs/a%2Cb%3Ac.md,line=7,title=(1) GET /a::response body changed from 50%25 to ::error::x%0D%0Ay",
      "",
    ].join("\n"),
  );
});

test("json: the comparison unchanged", () => {
  expect(JSON.parse(formatReport(comparison, "json"))).toEqual(JSON.parse(JSON.stringify(comparison)));
});

describe("an error in a response is reported before values", () => {
  const envelope = (content: string): string => `<s:Envelope><s:Body>${content}</s:Body></s:Envelope>`;
  test.each<[string, ExchangeParts, ExchangeParts, RegExp]>([
    ["JSON-RPC", { answer: { result: 3 } }, { answer: { error: { code: 7 } } }, /\/error: only in the second/],
    ["GraphQL", { answer: { data: 1 } }, { answer: { data: null, errors: ["no"] } }, /\/errors: only in the second/],
    ["a list that fills", { answer: { errors: [] } }, { answer: { errors: ["no"] } }, /\/errors/],
    ["null that becomes one", { answer: { error: null } }, { answer: { error: "no" } }, /\/error: null → "no"/],
    ["a flag", { answer: { ok: true } }, { answer: { ok: false } }, /\/ok: true → false/],
    ["a word", { answer: { status: "success" } }, { answer: { status: "error" } }, /\/status/],
    ["SOAP", { text: envelope("<r/>") }, { text: envelope("<s:Fault>no</s:Fault>") }, /response body/],
  ])("%s", (_what, before, after, named) => {
    const url = "http://cloud/call";
    const version = (value: string): ExchangeParts => ({ url: "http://cloud/version", answer: { version: value } });
    const report = formatReport(
      compare(recordingOf(version("1.0"), { url, ...before }), recordingOf(version("1.1"), { url, ...after })),
      "terminal",
      { width: 400 },
    );
    expect(report).toMatch(/^The recordings diverge at \(3\) GET \/call: response body/);
    expect(report.split("\n")[0]).toMatch(named);
    expect(report).toContain("Shown first because an error in a response can explain the rest.");
  });

  test("a WebSocket that was closed with another code is reported before values, with code and reason", () => {
    const socket = (nonce: string, code: number, data: string): ExchangeParts => ({
      url: "http://cloud/feed",
      status: 101,
      reason: "Switching Protocols",
      headers: { "X-Node": nonce },
      own: { _webSocketMessages: [{ type: "receive", time: 1, opcode: 8, data, _code: code }] },
    });
    const headOf = (before: ExchangeParts, after: ExchangeParts): string | undefined =>
      formatReport(compare(recordingOf(before), recordingOf(after)), "terminal", { width: 400 }).split("\n")[0];
    const ended = "101 Switching Protocols";
    expect(headOf(socket("east", 1000, ""), socket("west", 1011, "store is gone"))).toBe(
      `The recordings diverge at (1) GET /feed: ${ended} → ${ended}, closed with 1011 store is gone`,
    );
    expect(headOf(socket("east", 1011, "gone"), socket("west", 1011, "left"))).toMatch(/^Only values differ/);
  });

  test("an error in both recordings is not a difference", () => {
    const failed = (code: number): ExchangeParts => ({ url: "http://cloud/a", answer: { error: { code } } });
    expect(formatReport(compare(recordingOf(failed(7)), recordingOf(failed(8))), "terminal")).toMatch(/^Only values/);
  });
});
