import { expect, test } from "vitest";

import { readRewritten, rewriteRequest } from "../../../src/record/proxy/read-rewritten.ts";
import { type HeadChange, rewriteHead } from "../../../src/record/proxy/rewrite-head.ts";
import { readRequestHead } from "../../../src/wire/start-line.ts";

const LINES = [
  "GET http://a.example HTTP/1.1",
  "OPTIONS http://a.example HTTP/1.1",
  "GET http://me:x@a.example/b?c HTTP/1.0",
  "GET http://a.example?c#d HTTP/1.1",
  "POST http://a.example/caf\xC3\xA9 HTTP/1.1",
  "POST http://a.example/\xE9 HTTP/1.1",
  "GET  http://a.example/b HTTP/1.1",
  "GET http://a.example/b  HTTP/1.1",
  "GET http://a.example/ b c HTTP/1.1",
  "list /b HTTP/1.1",
  "GET http://a.example/",
];
const FIELDS = [
  ["Host: a.example"],
  ["Host: a.example", "Proxy-Connection: Keep-Alive", "X-Latin: caf\xC3\xA9"],
  ["proxy-connection: close", "HOST: a.example", "X-Two: 1", "X-Two: 2"],
  ["Host: a.example", "Proxy-Connection : close"],
  ["Host: a.example", "Proxy-Authorization: Basic x", " folded", "X: y"],
  ["Host:a.example", "X-Empty:"],
  ["X: \xE9", "Host: a.example", "Host: b.example"],
  ["Proxy-Connection", "Host: a.example"],
];
const without = new Set(["proxy-connection", "proxy-authorization"]);
const CHANGES: readonly HeadChange[] = [
  { cutsOrigin: true, without },
  { cutsOrigin: false, without, proxyAuthorization: "Basic eDp5" },
  { cutsOrigin: true, without, basePath: "/base", host: "other.example:8080" },
];

test("a changed head is reported as it is read from its bytes", () => {
  const all = LINES.flatMap((line) =>
    FIELDS.flatMap((fields) =>
      ["\r\n", "\n"].flatMap((feed) => ["", "\r\n"].map((before) => before + [line, ...fields, "", ""].join(feed))),
    ),
  );
  const heads = all.flatMap((text) => readRequestHead(Buffer.from(text, "latin1")) ?? []);
  expect(heads).toHaveLength(all.length);
  for (const head of heads) {
    for (const change of CHANGES) {
      const rewritten = rewriteHead(head.raw ?? Buffer.alloc(0), change);
      expect(readRewritten(head, change, rewritten)).toEqual(readRequestHead(rewritten.bytes));
      expect(rewriteRequest(head, head.raw ?? Buffer.alloc(0), change)).toEqual({
        ...rewritten,
        head: readRequestHead(rewritten.bytes),
      });
    }
  }
});
