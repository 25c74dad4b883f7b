import { expect, test } from "vitest";

import { cutLongHeads } from "../../../src/record/capture/cut-heads.ts";
import { newExchange } from "../../../src/trace/journal/new-exchange.ts";

const MEBI = 1 << 20;

test("a head of 1 MiB stays as it is", () => {
  const requestHeaders = ["Cookie", "c".repeat(MEBI - 100)];
  const exchange = newExchange({ method: "GET", url: "http://a.example/b", requestHeaders });
  cutLongHeads(exchange);
  expect(exchange.requestHeaders).toEqual(requestHeaders);
  expect(exchange.more).toBeUndefined();
});

test("of a long value the words before the limit stay, and the short fields after it", () => {
  const requestHeaders = ["Cookie", "pair=value; ".repeat(MEBI / 4), "Accept", "text/plain"];
  const rawRequestHead = ["GET ", "/b"];
  const exchange = newExchange({ method: "GET", url: "http://a.example/b", requestHeaders, more: { rawRequestHead } });
  cutLongHeads(exchange);
  const [, cookie = "", ...others] = exchange.requestHeaders;
  expect(others).toEqual(["Accept", "text/plain"]);
  expect(cookie.length).toBeGreaterThan(MEBI - 20);
  expect(cookie.length).toBeLessThanOrEqual(MEBI);
  expect(/^(?:pair=value; ){100}/.test(cookie) && cookie.endsWith(" pair=value;")).toBe(true);
  expect(exchange.more).toEqual({ remarks: ["heads truncated: the request's is longer than 1 MiB"] });
});

test.each([
  ["a word in the path", "http://a.example:1/", "x".repeat(2 * MEBI), "http://a.example:1/"],
  ["a query of one word", "http://a.example/b?", "x".repeat(2 * MEBI), "http://a.example/b"],
  ["a password", `http://user:${"x".repeat(2 * MEBI)}`, "@a.example/b", "http://left-out.invalid/"],
  ["a secret at the limit", "http://a.example/b?c=d&", "x".repeat(2 * MEBI), "http://a.example/b?c=d"],
])("a long URL is not cut within a word, which may be a secret: %s", (_, before, word, kept) => {
  const exchange = newExchange({ method: "GET", url: before + word });
  cutLongHeads(exchange);
  expect(exchange.url).toBe(kept);
});

test.each(["", "a"])("of millions of fields with the name %j a part stays", (name) => {
  const responseHeaders = Array.from({ length: 2 * MEBI }, (_, index) => (index % 2 === 0 ? name : "b"));
  const exchange = newExchange({ responseHeaders });
  cutLongHeads(exchange);
  expect(exchange.responseHeaders.length).toBeLessThan(MEBI / 8);
  expect(exchange.more?.remarks).toEqual(["heads truncated: the response's is longer than 1 MiB"]);
});

test("the heads of responses before the last one count", () => {
  const answer = { status: 103, reason: "Early Hints", headers: ["Link", "l".repeat(2 * MEBI)] };
  const exchange = newExchange({ responseHeaders: ["Server", "s"], more: { informational: [answer] } });
  cutLongHeads(exchange);
  expect(exchange.responseHeaders).toEqual(["Server", "s"]);
  expect(exchange.more?.informational?.[0]?.headers).toEqual(["Link", ""]);
});

test("a message with a host of 2 MiB is cut before the host", () => {
  const host = "a".repeat(2 * MEBI);
  const error = { code: "ENOTFOUND", message: `cannot resolve ${host}`, phase: "connect" as const };
  const exchange = newExchange({ url: `http://${host}/`, more: { error } });
  cutLongHeads(exchange);
  expect(exchange.more?.error?.message).toBe("cannot resolve");
  expect(exchange.url).toBe("http://left-out.invalid/");
});
