import * as fc from "fast-check";
import { expect, test } from "vitest";

import { toCall } from "../../src/replay/call.ts";
import { pathOf } from "../../src/replay/path-of.ts";
import { runsOf } from "../helpers/runs.ts";

const SCHEMES = fc.constantFrom("http", "https", "HTTP", "ws", "wss", "ftp", "data");
const HOSTS = fc.constantFrom(
  "cloud",
  "cloud.example:8080",
  "[::1]",
  "user@cloud",
  "127.0.0.1",
  "CLOUD",
  "",
  "é.example",
);
const PIECES = fc.constantFrom(
  ..."/ . % ? # & = ' ~ ^ | \\ \" < > ` { } é @ : , ; + ! $ ( ) * [ ] - _ a Z 9".split(" "),
  " ",
  "\t",
  "\n",
  "..",
  "%2e",
  "%c3%a9",
  "%zz",
  "//",
  "😀",
);

test("the path that is extracted from any URL is that of its call", () => {
  fc.assert(
    fc.property(SCHEMES, HOSTS, fc.array(PIECES), (scheme, host, pieces) => {
      for (const url of [`${scheme}://${host}/${pieces.join("")}`, `${scheme}://${host}${pieces.join("")}`]) {
        const call = toCall("GET", url);
        // A path that is not a call is never looked up.
        if (call !== undefined) expect(pathOf(url)).toBe(call.path);
      }
    }),
    { numRuns: runsOf(5000) },
  );
});

test.each([
  ["http://cloud", "/"],
  ["https://cloud.example:5000/v2.1/servers/a:b?x=/..#y", "/v2.1/servers/a:b"],
  ["wss://cloud/a/../b", "/b"],
  ["http://cloud/%c3%a9", "/%C3%A9"],
  ["cloud:443", ""],
])("%s has the path %s", (url, path) => {
  expect(pathOf(url)).toBe(path);
});

test("a URL of megabytes has its path too", () => {
  const path = `/${"a".repeat(5_000_000)}`;
  expect(pathOf(`http://cloud${path}?b`)).toBe(path);
});
