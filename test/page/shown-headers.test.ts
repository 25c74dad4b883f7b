import { describe, expect, test } from "vitest";

import { createHeaderFilter } from "../../src/page/shown-headers.ts";

const usual = [
  "Host: shop.example",
  "connection: keep-alive",
  "Content-Length: 12",
  "Date: Wed, 25 Nov 2026 21:34:25 GMT",
  "Server: nginx/1.27",
  "User-Agent: curl/8.5.0",
  "user-agent: python-requests/2.32.3",
  "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  "Accept: */*",
  "accept-encoding: gzip, deflate, br, zstd",
  "sec-fetch-mode: cors",
  'sec-ch-ua: "Chromium";v="141"',
  ":authority: shop.example",
];

const telling = [
  "Authorization: Bearer REDACTED-token-1",
  "Content-Type: application/json",
  "Accept: application/vnd.shop.v2+json",
  "Accept-Language: de",
  "User-Agent: acme-inventory-sync/2.1",
  "X-Request-Id: 7",
  'ETag: "1"',
  "Location: /orders/7",
  "Cache-Control: no-store",
  "Hostess: x",
];

const toHeader = (line: string) => {
  const [, name = "", value = ""] = /^(:?[^:]+): (.*)$/.exec(line) ?? [];
  return { name, value };
};

describe("without a choice", () => {
  const isShown = createHeaderFilter([undefined]);
  test.each(usual)("%s is omitted", (line) => expect(isShown(toHeader(line))).toBe(false));
  test.each(telling)("%s is shown", (line) => expect(isShown(toHeader(line))).toBe(true));
});

test.each([
  [[{ show: ["*"] }], usual, usual],
  [
    [{ show: ["server"], hide: ["X-*", "etag"] }],
    [...usual, ...telling],
    ["Server: nginx/1.27", ...telling.filter((line) => !/^(?:X-|ETag)/.test(line))],
  ],
  [[{ hide: ["X-*"], show: ["X-Request-Id"] }], ["X-Request-Id: 7", "X-Other: 8"], ["X-Request-Id: 7"]],
  [
    [{ hide: ["*"], show: ["Content-*"] }],
    [...usual, ...telling],
    ["Content-Length: 12", "Content-Type: application/json"],
  ],
  [[{ hide: ["Date"] }, { show: ["*"] }], ["Date: x", "Server: y"], ["Server: y"]],
])("%j shows of %j only %j", (choices, lines, shown) => {
  const isShown = createHeaderFilter(choices);
  expect(lines.filter((line) => isShown(toHeader(line)))).toEqual(shown);
});
