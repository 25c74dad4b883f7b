import { describe, expect, test } from "vitest";

import { leaveOutBrowserParts, takeSelected } from "../../../src/trace/choose/select-exchanges.ts";
import type { Entry, Trace } from "../../../src/trace/model/types.ts";
import { aTrace, inTurn } from "../../analyze/an-entry.ts";
import { aBrowserTrace, asked } from "./browser-trace.ts";

const urlsOf = ({ log }: Trace): readonly string[] =>
  log.entries.map(({ request }) => request.url.replace(/^https?:\/\//, ""));
const urlsWithoutBrowser = (trace: Trace): readonly string[] => urlsOf(leaveOutBrowserParts(trace).trace);

describe("of an API", () => {
  const trace = inTurn(
    { url: "http://a/images" },
    { url: "http://a/images/7", status: 500 },
    { method: "POST", url: "http://b/servers", status: 304 },
    { method: "DELETE", url: "http://b/servers/1?x=1", status: 404 },
  );

  test.for([
    [{ only: ["host=a"] }, ["a/images", "a/images/7"]],
    [{ only: ["host=a", "method=post"] }, ["a/images", "a/images/7", "b/servers"]],
    [{ only: ["host=b method=POST"] }, ["b/servers"]],
    [{ only: ["host=b"], drop: ["status=4xx"] }, ["b/servers"]],
    [{ drop: ["status >= 300 status < 500"] }, ["a/images", "a/images/7"]],
    [{ drop: [{ host: "a" }, { method: ["GET", "DELETE"], path: "/servers/*" }] }, ["b/servers"]],
    [{ only: [{ status: [304, "5xx"] }] }, ["a/images/7", "b/servers"]],
    [{ drop: [] }, ["a/images", "a/images/7", "b/servers", "b/servers/1?x=1"]],
  ] as const)("%j leaves %j", ([selection, urls]) => {
    expect(urlsOf(takeSelected(trace, selection))).toEqual(urls);
  });

  test("all of it stays by default", () => {
    const pictures = aTrace([
      asked({ url: "http://a/logo.png", type: "image/png" }),
      asked({ url: "http://a/app.js", type: "text/javascript", headers: { "User-Agent": "curl/8.5.0" } }),
      asked({ method: "OPTIONS", url: "http://a/", headers: { "Access-Control-Request-Method": "PUT" } }),
      asked({
        url: "http://a/style.css",
        type: "text/css",
        headers: { "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0; en-US) PowerShell/7.4.1" },
      }),
    ]);
    expect(leaveOutBrowserParts(pictures)).toEqual({ trace: pictures });
  });

  test.for([
    [{ only: ["host"] }, '"host" is not a condition on exchanges'],
    [{ drop: ["status=4xx", "sttus=3"] }, '"sttus=3" is not a condition on exchanges'],
    [{ drop: ["status>=high"] }, 'compares a number with "high"'],
    [{ drop: [{}] }, "without a condition"],
    [{ only: ["path=/nothing"] }, "No exchanges remain: `only` removes all 4."],
    [{ drop: ["method=*"] }, "remain: `drop`"],
  ] as const)("%j is refused", ([selection, message]) => {
    expect(() => takeSelected(trace, selection)).toThrow(message);
  });
});

describe("of a browser, by default", () => {
  test("its own traffic is omitted and counted, except failures", () => {
    const { trace, leftOut } = leaveOutBrowserParts(aBrowserTrace());
    expect(trace.log.entries.map(({ request }) => request.url)).toEqual([
      "https://shop.example/cart",
      "https://api.shop.example/v1/cart",
      "https://api.shop.example/v1/cart/items",
      "https://api.shop.example/v1/cart/items/7",
      "https://shop.example/js/gone.js",
    ]);
    expect(Object.fromEntries(leftOut?.map(({ part, count }) => [part, count]) ?? [])).toEqual({
      scripts: 12,
      pictures: 9,
      styles: 3,
      analytics: 2,
      fonts: 1,
      preflights: 1,
      data: 1,
      blobs: 1,
    });
  });

  test("it is recognized by the requests, and by the responses of a file with pages", () => {
    const said = ["script", "style", "image", "font"].map((destination) =>
      asked({ url: `http://a/${destination}`, headers: { "Sec-Fetch-Dest": destination } }),
    );
    const call = asked({ url: "http://a/api", type: "image/png", headers: { "sec-fetch-dest": "empty" } });
    expect(urlsWithoutBrowser(aTrace([...said, call]))).toEqual(["a/api"]);
    const typed = ["image/png", "text/css; charset=utf-8", "application/javascript", "font/woff2", "video/mp4"].map(
      (type, index) => asked({ url: `http://a/${index}`, type }),
    );
    const { log } = aTrace([...typed, asked({ url: "http://a/api", type: "application/json" })]);
    const page = { startedDateTime: "2026-01-01T00:00:00.000Z", id: "page_1", title: "", pageTimings: {} };
    expect(urlsWithoutBrowser({ log: { ...log, pages: [page] } })).toEqual(["a/api"]);
    expect(urlsWithoutBrowser({ log: { ...log, browser: { name: "Firefox", version: "140" } } })).toEqual(["a/api"]);
    expect(urlsWithoutBrowser({ log })).toHaveLength(6);
  });

  test("a trace of nothing else stays, and odd fields are accepted", () => {
    const scripts = [asked({ url: "http://a/1.js", resource: "script" })];
    expect(urlsWithoutBrowser(aTrace(scripts))).toHaveLength(1);
    const odd = { ...asked({ url: "http://a/2.js" }), _resourceType: 5 } as Entry;
    expect(urlsWithoutBrowser(aTrace([...scripts, odd]))).toEqual(["a/2.js"]);
  });
});
