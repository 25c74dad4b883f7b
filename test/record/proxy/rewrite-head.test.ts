import { expect, test } from "vitest";

import { rewriteHead } from "../../../src/record/proxy/rewrite-head.ts";
import { splitRawHead } from "../../../src/wire/raw-head.ts";
import { readRequestHead } from "../../../src/wire/start-line.ts";

test("a method with blanks, as with `curl -X`, stays before the path", () => {
  const raw = Buffer.from("FOO BAR http://a/b HTTP/1.1\r\n\r\n");
  const { bytes } = rewriteHead(raw, { cutsOrigin: true, without: new Set() });
  expect(bytes.toString()).toBe("FOO BAR /b HTTP/1.1\r\n\r\n");
});

test("a URL after a path with blanks is part of that path", () => {
  const raw = Buffer.from("GET /a http://b/c HTTP/1.1\r\n\r\n");
  expect(rewriteHead(raw, { cutsOrigin: true, without: new Set() }).bytes.toString()).toBe(raw.toString());
});

test.each(["#f", "?q", "?q#f"])("a URL without a path, such as http://a%s, keeps one for its server", (rest) => {
  const raw = Buffer.from(`GET http://a${rest} HTTP/1.1\r\n\r\n`);
  const { bytes } = rewriteHead(raw, { cutsOrigin: true, without: new Set() });
  expect(bytes.toString()).toBe(`GET /${rest} HTTP/1.1\r\n\r\n`);
});

const LONG = 12_000_000;

test.each<[string, string, string]>([
  ["words before a URL", `GET ${"a ".repeat(LONG / 2)}http://a/b`, `GET ${"a ".repeat(LONG / 2)}/b`],
  ["blanks", `GET ${" ".repeat(LONG)}http://a/b`, `GET ${" ".repeat(LONG)}/b`],
  ["a method", `${"G".repeat(LONG)} http://a/b`, `${"G".repeat(LONG)} /b`],
  ["a host", `GET http://${"a".repeat(LONG)}/b`, "GET /b"],
  ["empty lines", `${"\r\n".repeat(LONG / 2)}GET http://a/b`, `${"\r\n".repeat(LONG / 2)}GET /b`],
])("a part of 12 MB is rewritten as a short one: %s", (_, before, after) => {
  const fields = `Host: ${"h".repeat(LONG / 4)}\r\nProxy-Connection: ${"x".repeat(LONG / 4)}\r\n`;
  const raw = Buffer.from(`${before} HTTP/1.1\r\n${fields}\r\n`);
  const { bytes, changed } = rewriteHead(raw, {
    cutsOrigin: true,
    without: new Set(["proxy-connection"]),
    host: "other",
  });
  // Not `toBe`, whose message would have 12 MB.
  expect(bytes.toString() === `${after} HTTP/1.1\r\nHost: other\r\n\r\n`).toBe(true);
  expect(changed).toEqual(["absolute-form", "Host", "Proxy-Connection"]);
  const head = readRequestHead(raw);
  expect(head?.version).toBe("HTTP/1.1");
  expect(splitRawHead(raw).join("") === raw.toString()).toBe(true);
});
