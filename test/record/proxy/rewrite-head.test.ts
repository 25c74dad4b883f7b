import { expect, test } from "vitest";

import { rewriteHead } from "../../../src/record/proxy/rewrite-head.ts";

test.each(["#f", "?q", "?q#f"])("a URL without a path, such as http://a%s, keeps one for its server", (rest) => {
  const raw = Buffer.from(`GET http://a${rest} HTTP/1.1\r\n\r\n`);
  const { bytes } = rewriteHead(raw, { cutsOrigin: true, without: new Set() });
  expect(bytes.toString()).toBe(`GET /${rest} HTTP/1.1\r\n\r\n`);
});
