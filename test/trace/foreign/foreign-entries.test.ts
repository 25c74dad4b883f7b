import { describe, expect, test } from "vitest";

import { parseTrace } from "../../../src/trace/model/parse.ts";
import type { Log } from "../../../src/trace/model/types.ts";

const request = { method: "GET", url: "http://a/" };
const parse = (...entries: readonly unknown[]): Log =>
  parseTrace(JSON.stringify({ log: { entries: entries.map(withStart) } }), "t.har").log;

/** Each file is tested for something else. */
function withStart(entry: unknown): unknown {
  const isEntry = typeof entry === "object" && entry !== null;
  return isEntry ? { startedDateTime: "2026-03-01T10:00:00Z", ...entry } : entry;
}

describe("odd values of a file of another tool", () => {
  test.for<[string, object]>([
    ["request.cookies.path", { request: { ...request, cookies: [{ name: "a", value: "1", path: { x: 1 } }] } }],
    ["request.headers", { request: { ...request, headers: [{ name: "a", value: "1" }, 7, null] } }],
    ["response.status", { request, response: { status: "n/a" } }],
    ["response.content.size", { request, response: { status: 200, content: { size: "n/a" } } }],
    ["timings.wait", { request, timings: { send: 1, wait: "n/a", receive: 1 } }],
    ["time", { request, time: "n/a" }],
    ["startedDateTime", { request, startedDateTime: "yesterday" }],
    ["startedDateTime", { request, startedDateTime: "03/01/2026 10:00:00" }],
    ["request.postData.params", { request: { ...request, postData: { params: [null, { name: "a" }] } } }],
    ["serverIPAddress", { request, serverIPAddress: ["127.0.0.1"] }],
  ])("%s: the rest is read, and the trace reports it", ([place, entry]) => {
    const log = parse(entry, { request });
    expect(log.entries).toHaveLength(2);
    expect(log.comment).toContain(`Values of ${place} omitted`);
  });

  test.for([null, "GET http://a/", {}, { request: null }, { request: { method: "GET" } }, { request: { url: 5 } }])(
    "%j is not an entry: it is counted, and the others are read",
    (entry) => {
      const log = parse(entry, { request }, entry);
      expect(log.entries).toHaveLength(1);
      expect(log.comment).toBe("Entries omitted, because they have no request: 2.");
    },
  );

  test.for([
    [1_772_359_200, "2026-03-01T10:00:00.000000Z"],
    ["1772359200.5", "2026-03-01T10:00:00.500000Z"],
    [1_772_359_200_123, "2026-03-01T10:00:00.123000Z"],
    ["/Date(1772359200000)/", "2026-03-01T10:00:00.000000Z"],
    ["2026-03-01 10:00:00,123", "2026-03-01T10:00:00.123Z"],
    ["2026-03-01 11:00:00 +01:00", "2026-03-01T10:00:00Z"],
    ["Sun, 01 Mar 2026 10:00:00 GMT", "2026-03-01T10:00:00.000Z"],
    ["Sun Mar 01 2026 11:00:00 GMT+0100 (Central European Standard Time)", "2026-03-01T10:00:00.000Z"],
  ] as const)("a start of %s is %s", ([startedDateTime, start]) => {
    const log = parse({ request, startedDateTime });
    expect(log.entries[0]?.startedDateTime).toBe(start);
    expect(log.comment).toBeUndefined();
  });

  test.for([
    [
      { httpOnly: "true", secure: 1 },
      { httpOnly: true, secure: true },
    ],
    [
      { httpOnly: "False", secure: 0 },
      { httpOnly: false, secure: false },
    ],
    [{ expires: "Wed, 09 Jun 2027 10:18:14 GMT" }, { expires: "2027-06-09T10:18:14.000Z" }],
    [{ expires: 1_812_536_294 }, { expires: "2027-06-09T10:18:14.000000Z" }],
    [{ expires: -1 }, {}],
    [{ httpOnly: "maybe" }, {}],
  ] as const)("a cookie of %j is one of %j", ([odd, plain]) => {
    const cookies = [{ name: "a", value: "1", ...odd }];
    expect(parse({ request, response: { cookies } }).entries[0]?.response.cookies).toEqual([
      { name: "a", value: "1", ...plain },
    ]);
  });

  test.for([
    [{ Accept: "*/*", "Set-Cookie": ["a=1", "b=2"] }],
    [
      [
        ["Accept", "*/*"],
        ["Set-Cookie", "a=1"],
        ["Set-Cookie", "b=2"],
      ],
    ],
    [["Accept: */*", "Set-Cookie: a=1", "Set-Cookie: b=2"]],
  ] as const)("headers as %j are headers", ([headers]) => {
    expect(parse({ request: { ...request, headers } }).entries[0]?.request.headers).toEqual([
      { name: "Accept", value: "*/*" },
      { name: "Set-Cookie", value: "a=1" },
      { name: "Set-Cookie", value: "b=2" },
    ]);
  });

  test("a status with its phrase is a status", () => {
    expect(parse({ request, response: { status: "404 Not Found" } }).entries[0]?.response.status).toBe(404);
  });
});

describe("a failure in the notation of a tool", () => {
  test.for<[string, object, string]>([
    ["Playwright", { response: { status: -1, _failureText: "net::ERR_ABORTED" } }, "ERR_ABORTED"],
    ["Chrome", { response: { status: 0, _error: "net::ERR_NAME_NOT_RESOLVED" } }, "ERR_NAME_NOT_RESOLVED"],
    ["an entry's own field", { response: { status: 200 }, _error: { message: "read ECONNRESET" } }, "ECONNRESET"],
    ["curl's words", { response: { status: 200, _error: "transfer closed with 5 bytes remaining" } }, "FAILED"],
    [
      "no times and no answer",
      { time: -1, response: { status: 200, content: { size: -1 } }, timings: { send: -1, wait: -1, receive: -1 } },
      "NO_ANSWER",
    ],
  ])("%s: no response came", ([, entry, code]) => {
    const [read] = parse({ request, ...entry }).entries;
    expect([read?.response.status, read?._error?.code]).toEqual([0, code]);
    expect(read?.time).toBeGreaterThanOrEqual(0);
  });

  test("after the response had begun: its status and the received part of the body stay", () => {
    const response = {
      status: 200,
      content: { text: "half", mimeType: "text/plain" },
      _failureText: "net::ERR_FAILED",
    };
    const [read] = parse({ request, response }).entries;
    expect(read).toMatchObject({ response: { status: 200 }, _error: { code: "ERR_FAILED", phase: "receive" } });
  });

  test.for<object>([
    { response: { status: 200, _error: null } },
    { response: { status: 200, _failureText: "" } },
    { response: { status: 200, content: { size: -1 } }, timings: {} },
  ])("%j is not a failure", (entry) => {
    expect(parse({ request, ...entry }).entries[0]).not.toHaveProperty("_error");
  });
});

test("a folded header is one, joined ones are several", () => {
  const headers = [
    { name: "X-Long", value: "one;\r\n two" },
    { name: "Vary", value: "a\nb\n" },
  ];
  expect(parse({ request: { ...request, headers } }).entries[0]?.request.headers).toEqual([
    { name: "X-Long", value: "one; two" },
    { name: "Vary", value: "a" },
    { name: "Vary", value: "b" },
  ]);
});

test("URLs that may have been requested stay, even odd ones", () => {
  const urls = ["host:443", "shop.test:8080/x", "/relative", "ftp://a/", "HTTPS://A/", "ws://a/"];
  const local = [
    "data:,x",
    "BLOB:http://a/1",
    "about:srcdoc",
    "moz-extension://1/",
    "file:///etc/hosts",
    "chrome://gpu/",
  ];
  const log = parse(...[...urls, ...local].map((url) => ({ request: { method: "GET", url } })));
  expect(log.entries.map((entry) => entry.request.url)).toEqual(urls);
  expect(log.comment?.split("\n")).toHaveLength(local.length);
});

test.each(["creator", "browser", "pages", "comment"])("odd metadata of a file is dropped: %s", (key) => {
  const entries = [{ request: { method: "GET", url: "http://h.test/a" } }];
  const { log } = parseTrace(JSON.stringify({ log: { entries, [key]: key === "comment" ? [1] : "x" } }), "t.har");
  expect(log.entries).toHaveLength(1);
  expect(log.comment).toContain(`Values of ${key} omitted`);
});

describe("WebSocket messages of another tool", () => {
  const messagesOf = (list: unknown): Log["entries"][number]["_webSocketMessages"] =>
    parse({ request, _webSocketMessages: list }).entries[0]?._webSocketMessages;

  test("an invalid item does not remove the others", () => {
    const log = parse({
      request,
      _webSocketMessages: [
        { type: "send", time: 1772359201.1, opcode: 1, data: "hello" },
        { type: "error", time: 1772359201.2, opcode: -1, data: "net::ERR_CONNECTION_RESET" },
        null,
        { type: "receive", time: 1772359201.3, opcode: 8, data: "" },
      ],
    });
    expect(log.entries[0]?._webSocketMessages?.map(({ data }) => data)).toEqual(["hello", ""]);
    expect(log.comment).toBe("Items of WebSockets omitted, because they are no messages: 2.");
  });

  test.for([
    [{ type: "request", data: "a" }, "send"],
    [{ type: "outgoing", data: "a" }, "send"],
    [{ sent: true, data: "a" }, "send"],
    [{ type: "response", data: "a" }, "receive"],
    [{ sent: false, data: "a" }, "receive"],
  ] as const)("%j", ([message, type]) => {
    expect(messagesOf([message])).toMatchObject([{ type, time: 0, opcode: 1, data: "a" }]);
  });

  test("milliseconds become seconds", () => {
    expect(messagesOf([{ type: "send", time: 1772359201100, opcode: 1, data: "" }])?.[0]?.time).toBe(1772359201.1);
  });
});

test("an entry without a URL is omitted, and blanks around a URL are removed", () => {
  const log = parse({ request: { method: "GET", url: " " } }, { request: { method: "GET", url: " http://a/b\n" } });
  expect(log.entries.map((entry) => entry.request.url)).toEqual(["http://a/b"]);
  expect(log.comment).toBe("Entries omitted, because they have no URL: 1.");
});

test("a timestamp in place of a duration counts as none", () => {
  const [entry] = parse({ request, time: 1e300, timings: { send: 1e300, wait: 5, receive: 1.7e12 } }).entries;
  expect(entry?.timings).toMatchObject({ send: -1, wait: 5, receive: -1 });
  expect(entry?.time).toBe(5);
});

test("a text about a response that never arrived is not its reason phrase", () => {
  expect(parse({ request, response: { status: 0, statusText: "OK" } }).entries[0]?.response.statusText).toBe("");
});
