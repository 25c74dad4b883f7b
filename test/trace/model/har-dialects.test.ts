import { readFile } from "node:fs/promises";

import { describe, expect, test } from "vitest";

import { parseTrace } from "../../../src/trace/model/parse.ts";
import { serializeTrace } from "../../../src/trace/model/serialize.ts";
import type { Trace } from "../../../src/trace/model/types.ts";

/** The result for the export of each tool. The fixtures are handwritten after the files of the tools (docs/notes/har.md). */
async function parseFixture(name: string): Promise<Trace["log"]> {
  const url = new URL(`fixtures/${name}`, import.meta.url);
  return parseTrace(await readFile(url, "utf8"), name).log;
}

const fixtures = ["chrome", "firefox", "safari", "charles", "fiddler", "mitmproxy", "insomnia"];

test.for(fixtures)("a file of %s is the same after it was written and read again", async (name) => {
  const log = await parseFixture(`${name}.har`);
  const text = serializeTrace({ log });
  expect(parseTrace(text, "again").log).toEqual(log);
  expect(serializeTrace(parseTrace(text, "again"))).toBe(text);
});

test("Chrome: entries are ordered by start, its own fields stay, gaps in the timings are -1", async () => {
  const { entries, pages } = await parseFixture("chrome.har");
  expect(entries.map((entry) => entry.request.method)).toEqual(["GET", "POST"]);
  const [socket, post] = entries;
  expect(socket).toMatchObject({
    _priority: null,
    _webSocketMessages: [{ type: "send", time: 1795428000.5, opcode: 1, data: "ping" }],
    time: 0,
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 0, receive: -1 },
    response: { status: 0, _error: "net::ERR_CONNECTION_REFUSED" },
  });
  expect(socket).not.toHaveProperty("serverIPAddress");
  expect(post).toMatchObject({
    _initiator: { stack: { callFrames: [{ functionName: "load", lineNumber: 3 }] } },
    timings: { _blocked_queueing: 0.75 },
    request: { cookies: [{ sameSite: "Lax" }], postData: { text: "item=42" } },
  });
  expect(pages?.[0]?.pageTimings).toEqual({ onContentLoad: 120.5, onLoad: -1 });
});

test("Firefox: starts become UTC, a missing time is the sum of the phases without TLS", async () => {
  const { entries, pages, browser } = await parseFixture("firefox.har");
  const [put, cached] = entries;
  expect(browser?.name).toBe("Firefox");
  expect(pages?.[0]).toEqual({
    startedDateTime: "2026-11-23T10:00:00.500Z",
    id: "page_1",
    title: "",
    pageTimings: { onContentLoad: -1, onLoad: -1 },
  });
  expect(put).toMatchObject({ startedDateTime: "2026-11-23T10:00:00.500Z", time: 28, cache: { afterRequest: null } });
  expect(put?.response.content).toEqual({ mimeType: "image/png", size: 3, encoding: "base64", text: "AAEC" });
  expect(cached?.timings).toEqual({ blocked: -1, dns: -1, connect: -1, ssl: -1, send: -1, wait: -1, receive: -1 });
  expect(cached?.response.redirectURL).toBe("");
});

test("Safari: an entry without a start keeps its place", async () => {
  const { entries } = await parseFixture("safari.har");
  expect(entries.map((entry) => [entry.startedDateTime, entry.request.url])).toEqual([
    ["2026-11-23T10:00:01.000Z", "https://shop.example/api/items"],
    ["2026-11-23T10:00:01.000Z", "https://shop.example/style.css"],
  ]);
  expect(entries[0]).toMatchObject({ _serverPort: 443, connection: "7", timings: { dns: -1, connect: -1, ssl: -1 } });
});

test("Charles: nulls become empty texts, a base64 request body is marked as ours are", async () => {
  const { entries } = await parseFixture("charles.har");
  const [failed, upload] = entries;
  expect(upload?.request.postData).toEqual({ mimeType: "application/octet-stream", text: "AAEC", _encoding: "base64" });
  expect(upload?.timings).toMatchObject({ blocked: -1, dns: 2 });
  expect(upload?.response).toMatchObject({
    _charlesStatus: "COMPLETE",
    statusText: "",
    redirectURL: "",
    content: { mimeType: "" },
  });
  expect(failed).not.toHaveProperty("serverIPAddress");
  expect(failed?.timings).toMatchObject({ dns: -1, connect: -1, ssl: -1 });
});

test("Fiddler: a byte order mark is not part of the JSON, ticks of 100 ns stay", async () => {
  const { entries, comment } = await parseFixture("fiddler.har");
  expect(comment).toBe("exported @ 11/23/2026 10:00:09 AM");
  expect(entries[0]).toMatchObject({
    startedDateTime: "2026-11-23T10:00:03.1234567Z",
    comment: "[#12]",
    connection: "ClientPort:51234;EgressPort:51240",
  });
});

test("mitmproxy: an empty content has size and type, null is not text, negative times are -1", async () => {
  const { entries } = await parseFixture("mitmproxy.har");
  const [gone, login] = entries;
  expect(gone?.request.url).toBe("https://gone.example/");
  expect(gone?.response.content).toEqual({ size: 0, mimeType: "" });
  expect(login?.response.content).toEqual({ size: 0, compression: 0, mimeType: "" });
  expect(login?.timings).toMatchObject({ blocked: -1, connect: -1, ssl: -1, receive: -1 });
});

describe("a minimal HAR file", () => {
  const request = { method: "GET", url: "http://a/" };
  const parse = (log: unknown): Trace["log"] => parseTrace(JSON.stringify({ log }), "t.har").log;

  test("gets the defaults of HAR", () => {
    expect(parse({ entries: [{ startedDateTime: "2026-11-23T10:00:00Z", request }] })).toEqual({
      version: "1.2",
      creator: { name: "", version: "" },
      entries: [
        {
          startedDateTime: "2026-11-23T10:00:00Z",
          time: 0,
          request: {
            ...request,
            httpVersion: "",
            cookies: [],
            headers: [],
            queryString: [],
            headersSize: -1,
            bodySize: -1,
          },
          response: {
            status: 0,
            statusText: "",
            httpVersion: "",
            cookies: [],
            headers: [],
            content: { size: 0, mimeType: "" },
            redirectURL: "",
            headersSize: -1,
            bodySize: -1,
          },
          cache: {},
          timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: -1, wait: -1, receive: -1 },
        },
      ],
    });
  });

  test("may have no entries", () => {
    expect(parse({ version: "1.1", creator: { name: "x", version: "1" }, entries: [] })).toEqual({
      version: "1.2",
      creator: { name: "x", version: "1" },
      entries: [],
    });
  });

  test("may write numbers as text and text as numbers", () => {
    const { creator, entries } = parse({
      creator: { name: "x", version: 2 },
      entries: [
        {
          request: { ...request, bodySize: "12", headers: [{ name: "Content-Length", value: 12 }] },
          response: { status: "200", content: { size: "3", text: "abc" } },
          time: "1.5",
          connection: 8080,
        },
      ],
    });
    expect(creator.version).toBe("2");
    expect(entries[0]).toMatchObject({
      request: { bodySize: 12, headers: [{ name: "Content-Length", value: "12" }] },
      response: { status: 200, content: { size: 3 } },
      time: 1.5,
      connection: "8080",
    });
  });

  test("with status -999 for a missing response gets 0 here", () => {
    expect(parse({ entries: [{ request, response: { status: -999 } }] }).entries[0]?.response.status).toBe(0);
  });

  test.for([
    ["abc", undefined, 3],
    ["한", undefined, 3],
    ["AAEC", "base64", 3],
    ["AAEC", "BASE64", 3],
  ] as const)("counts the bytes of %s (%s) where no size is given", ([text, encoding, size]) => {
    const log = parse({ entries: [{ request, response: { content: { text, encoding } } }] });
    expect(log.entries[0]?.response.content.size).toBe(size);
  });

  test.for([
    ["2021-04-22T09:15:28.271-04:00", "2021-04-22T13:15:28.271Z"],
    ["1970-01-01T05:30:00.000+0530", "1970-01-01T00:00:00.000Z"],
    ["2016-12-31T23:59:60.120Z", "2017-01-01T00:00:00.120Z"],
    ["2017-01-01T08:59:60+09:00", "2017-01-01T00:00:00Z"],
    ["2017-01-01T08:58:60Z", "1970-01-01T00:00:00.000Z"],
    ["2026-11-23T10:00:00.123456+00:00", "2026-11-23T10:00:00.123456Z"],
    ["2026-11-23T10:00:00", "2026-11-23T10:00:00Z"],
    ["2026-11-23T10:00:00.1Z", "2026-11-23T10:00:00.1Z"],
  ])("starts at %s, which is %s", ([startedDateTime, utc]) => {
    expect(parse({ entries: [{ startedDateTime, request }] }).entries[0]?.startedDateTime).toBe(utc);
  });

  test("may use our names for other data, which is then dropped, except a failure", () => {
    const foreign = { _error: "net::ERR_FAILED", _id: "m17ur6oo", _app: null, _client: { os: "x" } };
    const [entry] = parse({ entries: [{ request, ...foreign }] }).entries;
    expect(entry).toMatchObject({ _id: "m17ur6oo", _app: null });
    expect(entry?._error).toEqual({ code: "ERR_FAILED", message: "net::ERR_FAILED", phase: "wait" });
    expect(entry).not.toHaveProperty("_client");
  });
});
