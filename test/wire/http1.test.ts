import { describe, expect, test, vi } from "vitest";

import { LONGEST_HEAD } from "../../src/wire/head-buffer.ts";
import { listenToAnswers, listenToRequests } from "./listen.ts";

const bytes = (text: string): Buffer => Buffer.from(text, "latin1");

/** The reported events for bytes that arrive at once, and for the same bytes one by one. */
function bothWays(
  listen: typeof listenToRequests | (() => ReturnType<typeof listenToAnswers>),
  text: string,
  isOver = false,
): readonly string[] {
  const [atOnce, oneByOne] = [false, true].map((isSlow) => {
    const { parser, heard } = listen();
    if (isSlow) for (const byte of bytes(text)) parser.push(Buffer.from([byte]));
    else parser.push(bytes(text));
    if (isOver) parser.finish();
    return heard.log;
  });
  expect(oneByOne).toEqual(atOnce);
  return atOnce ?? [];
}

describe("requests", () => {
  test.each<[string, string, readonly string[]]>([
    ["empty lines before it", "\r\n\nGET / HTTP/1.1\r\n\r\n", ["head GET / HTTP/1.1", "end"]],
    [
      "lines that end with LF",
      "POST /a HTTP/1.1\nContent-Length: 2\n\nhi",
      ["head POST /a HTTP/1.1", "body hi", "end"],
    ],
    ["a version in lower case", "get /a http/1.1\r\n\r\n", ["head get /a http/1.1", "end"]],
    ["a version behind a tab", "GET\t/a b\tHTTP/1.1 \r\n\r\n", ["head GET /a b HTTP/1.1", "end"]],
    ["a method of its own", "LIST /v1/secret HTTP/1.1\r\n\r\n", ["head LIST /v1/secret HTTP/1.1", "end"]],
    ["blanks and UTF-8 in the target", "GET /a b/\xed\x95\x9c HTTP/1.1\r\n\r\n", ["head GET /a b/한 HTTP/1.1", "end"]],
    [
      "one length twice",
      "PUT / HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi",
      ["head PUT / HTTP/1.1", "body hi", "end"],
    ],
    [
      "chunks with extensions and trailers",
      "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\nX-Sum: 1\r\nX-Sum: 2\r\n\r\n",
      ["head PUT / HTTP/1.1", "body abc", "trailers X-Sum|1|X-Sum|2", "end"],
    ],
    [
      "an empty body in chunks",
      "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /next HTTP/1.1\r\n\r\n",
      ["head PUT / HTTP/1.1", "end", "head GET /next HTTP/1.1", "end"],
    ],
  ])("%s: read", (_, text, log) => expect(bothWays(listenToRequests, text)).toEqual(log));

  test.each([
    [
      "both lengths",
      "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
      "Transfer-Encoding and Content-Length together",
    ],
    ["unequal lengths", "Content-Length: 3\r\nContent-Length: 4\r\n", "Content-Length: 3, 4"],
    ["a length with a sign", "Content-Length: +3\r\n", "Content-Length: +3"],
    ["a blank before the colon", "Transfer-Encoding : chunked\r\n", 'a field named "Transfer-Encoding "'],
    ["a coding that nobody knows", "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: xchunked"],
    ["chunked, but not last", "Transfer-Encoding: chunked, gzip\r\n", "Transfer-Encoding: chunked, gzip"],
  ])("%s: the following data is never taken for another request", (_, field, why) => {
    const smuggled = "0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n";
    expect(bothWays(listenToRequests, `POST / HTTP/1.1\r\n${field}\r\n${smuggled}`)).toEqual([
      "head POST / HTTP/1.1",
      `remark the end of the message is unclear: ${why}`,
      `raw ${smuggled}`,
    ]);
  });

  test("data that is not HTTP is passed on at once, without a line end", () => {
    const { parser, heard } = listenToRequests();
    parser.push(bytes("\0binary"));
    parser.push(bytes("more"));
    expect(heard.log).toEqual(["remark not a readable request", "raw \0binarymore"]);
  });

  test("a request without a version (HTTP/0.9) is one line", () => {
    expect(bothWays(listenToRequests, "GET /old\r\n")).toEqual([
      "head GET /old ",
      "remark the end of the message is unclear: no version of HTTP",
    ]);
  });

  test("after an offer of another protocol, nothing is read before the response has arrived", () => {
    const offer = "GET / HTTP/1.1\r\nUpgrade: h2c\r\n\r\n";
    const refused = listenToRequests();
    refused.parser.push(bytes(`${offer}GET /next HTTP/1.1\r\n\r\n`));
    expect(refused.heard.log).toEqual(["head GET / HTTP/1.1", "end"]);
    refused.parser.settle("refused");
    expect(refused.heard.log.slice(2)).toEqual(["head GET /next HTTP/1.1", "end"]);
    const agreed = listenToRequests();
    agreed.parser.push(bytes(`${offer}PRI * HTTP/2.0`));
    agreed.parser.settle("switched");
    agreed.parser.push(bytes(" and on"));
    expect(agreed.heard.log.slice(2)).toEqual(["raw PRI * HTTP/2.0 and on"]);
  });

  test("a connection that ends reports where", () => {
    expect(bothWays(listenToRequests, "PUT / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf", true).at(-1)).toBe(
      "cut body end",
    );
    expect(
      bothWays(listenToRequests, "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf", true).at(-1),
    ).toBe("cut chunk end");
    expect(bothWays(listenToRequests, "PUT / HTTP/1.1\r\nConte", true)).toEqual([
      "head PUT / HTTP/1.1",
      "remark the end of the message is unclear: its head is incomplete",
      "end",
    ]);
    expect(bothWays(listenToRequests, "PUT / HT", true)).toContain("raw PUT / HT");
  });
});

describe("responses", () => {
  test.each<[string, string, string, readonly string[]]>([
    [
      "the body of HEAD is none",
      "HEAD",
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
      ["head HTTP/1.1 200 OK", "end"],
    ],
    [
      "1xx come before it",
      "GET",
      "HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 204 \r\n\r\n",
      ["head HTTP/1.1 103 Early", "head HTTP/1.1 204 ", "end"],
    ],
    [
      "a version in lower case",
      "GET",
      "http/1.1 200 ok\r\ncontent-length: 2\r\n\r\nhi",
      ["head http/1.1 200 ok", "body hi", "end"],
    ],
    [
      "no length: until the end",
      "GET",
      "HTTP/1.0 200 OK\r\n\r\nall of it",
      ["head HTTP/1.0 200 OK", "body all of it", "end"],
    ],
    [
      "chunks go before a length",
      "GET",
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
      ["head HTTP/1.1 200 OK", "body x", "end"],
    ],
    ["junk is kept", "GET", "no HTTP at all", ["remark no readable response", "raw no HTTP at all", "cut body end"]],
    [
      "a switch is raw",
      "GET",
      "HTTP/1.1 101 Switching\r\n\r\n\x81\x00",
      ["head HTTP/1.1 101 Switching", "raw \x81\x00", "end"],
    ],
    [
      "a tunnel is raw",
      "CONNECT",
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc",
      ["head HTTP/1.1 200 OK", "raw abc", "end"],
    ],
    [
      "a refused tunnel has a body",
      "CONNECT",
      "HTTP/1.1 407 No\r\nContent-Length: 2\r\n\r\nno",
      ["head HTTP/1.1 407 No", "body no", "end"],
    ],
    [
      "a chunk of no size is raw from there on",
      "GET",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\nnot hex\r\nrest",
      ["head HTTP/1.1 200 OK", "body x", 'remark a chunk of size "not hex"', "raw not hex\r\nrest"],
    ],
  ])("%s", (_, method, text, log) => {
    const told = bothWays(() => listenToAnswers(method), text, true).filter((line) => line !== "cut head end");
    expect(told.filter((line) => !log.includes(line))).toEqual([]);
    expect(told.slice(0, log.length)).toEqual(log.slice(0, told.length));
  });
});

describe("heads", () => {
  test("fields keep order, case and duplicates; folded lines are joined", () => {
    const { parser, heard } = listenToRequests();
    parser.push(
      bytes("GET / HTTP/1.1\r\nX-B: 1\r\nx-a:2 \r\nX-B: three\r\n\tfour\r\nnothing\r\nX-Empty;\r\nX-None:\r\n\r\n"),
    );
    expect(heard.heads[0]?.fields).toEqual([
      "X-B",
      "1",
      "x-a",
      "2",
      "X-B",
      "three four",
      "nothing",
      "",
      "X-Empty;",
      "",
      "X-None",
      "",
    ]);
    expect(heard.heads[0]?.isCanonical).toBe(false);
  });

  test.each([
    ["usual", "GET /a HTTP/1.1\r\nHost: x\r\nX-Name: \xed\x95\x9c\r\n\r\n", true],
    ["no blank behind the colon", "GET /a HTTP/1.1\r\nHost:x\r\n\r\n", false],
    ["two blanks", "GET  /a HTTP/1.1\r\n\r\n", false],
    ["LF", "GET /a HTTP/1.1\r\nHost: x\n\r\n", false],
    ["an empty line before", "\r\nGET /a HTTP/1.1\r\n\r\n", false],
    ["a control byte", "GET /a HTTP/1.1\r\nX: a\x01b\r\n\r\n", false],
    ["bytes that are no UTF-8", "GET /a HTTP/1.1\r\nX: caf\xe9\r\n\r\n", false],
    ["a lone CR", "GET /a HTTP/1.1\r\nX: a\rb\r\n\r\n", false],
  ])("%s: whether the head is canonical", (_, text, isCanonical) => {
    const { parser, heard } = listenToRequests();
    parser.push(bytes(text));
    expect(heard.heads[0]?.isCanonical).toBe(isCanonical);
    expect(Buffer.from(heard.heads[0]?.raw ?? []).toString("latin1")).toBe(text);
  });

  test("one that comes in many pieces is looked through a few times, and not once for each piece", () => {
    const text = `GET /${"u".repeat(500_000)} HTTP/1.1\r\nCookie: ${"c".repeat(500_000)}\r\n\r\n`;
    const whole = bytes(text);
    let looked = 0;
    const { indexOf, toString } = Buffer.prototype;
    const searches = vi.spyOn(Buffer.prototype, "indexOf").mockImplementation(function (this: Buffer, value, from) {
      const found = indexOf.call(this, value, from);
      looked += (found < 0 ? this.length : found) - Number(from ?? 0);
      return found;
    });
    const readings = vi.spyOn(Buffer.prototype, "toString").mockImplementation(function (this: Buffer, ...given) {
      const read = toString.apply(this, given);
      looked += read.length;
      return read;
    });
    const { parser, heard } = listenToRequests();
    for (let at = 0; at < whole.length; at += 1000) parser.push(whole.subarray(at, at + 1000));
    searches.mockRestore();
    readings.mockRestore();
    expect(heard.heads[0]?.fields.length).toBe(2);
    expect(looked).toBeLessThan(6 * whole.length);
  });

  test("one without an end is read up to 16 MiB, and no more is kept in memory", () => {
    const { parser, heard } = listenToRequests();
    parser.push(bytes("GET /endless HTTP/1.1\r\nX: "));
    const piece = Buffer.alloc(1 << 20, "x");
    for (let sent = 0; sent < 2 * LONGEST_HEAD; sent += piece.length) parser.push(piece);
    expect(heard.log.slice(0, 2)).toEqual([
      "head GET /endless HTTP/1.1",
      "remark the end of the message is unclear: its head is longer than 16 MiB",
    ]);
    const told = (heard.heads[0]?.raw?.length ?? 0) + (heard.log[2]?.length ?? 0) - "raw ".length;
    expect(told).toBe(26 - 2 + 2 * LONGEST_HEAD + 2);
  });
});
