import { expect, test } from "vitest";

import { splitRawHead } from "../../src/wire/raw-head.ts";
import { readRequestHead, readResponseHead } from "../../src/wire/start-line.ts";

test.each([
  "\r\nGET /a?token=s HTTP/1.1\r\nHost:x\r\nX-Folded: a\r\n\tb\r\n c\r\nnothing\r\nX-Empty;\r\nX: \r\n\r\n",
  "GET /a b HTTP/1.1\nHost: x\n\n",
  "GET /old",
  "HTTP/1.1 200\r\nX: 1\r\n\r\n",
  "HTTP/1.1  404 Not  Here\nX:  1 \n\n",
])("%j: the joined pieces are the head, and there is one for each value", (text) => {
  const raw = Buffer.from(text);
  const pieces = splitRawHead(raw);
  expect(pieces.join("")).toBe(text);
  const head = readResponseHead(raw) ?? readRequestHead(raw);
  if (head === undefined) throw new Error("no head");
  expect(pieces[1]).toBe("target" in head ? head.target : head.reason);
  const values = head.fields.filter((_, index) => index % 2 === 1);
  expect(
    pieces
      .slice(2)
      .filter((_, index) => index % 2 === 1)
      .map((value) => value.replaceAll(/\r?\n[ \t]+/g, " ").trim()),
  ).toEqual(values);
});
