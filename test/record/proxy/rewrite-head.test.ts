import { expect, test } from "vitest";

import { rewriteHead } from "../../../src/record/proxy/rewrite-head.ts";

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
