import { describe, expect, test } from "vitest";

import { createHttp2Exchanges } from "../../src/wire/http2-exchanges.ts";
import { PREFACE } from "../../src/wire/http2-preface.ts";
import { aBlock, aFrame } from "./frames.ts";

function listen() {
  const log: string[] = [];
  const exchanges = createHttp2Exchanges({
    stray: (text) => void log.push(`stray: ${text}`),
    open: ({ target }) => ({
      sent: (piece) => void log.push(`${target} sent ${Buffer.from(piece).toString()}`),
      sentTrailers: () => {},
      asked: () => void log.push(`${target} asked`),
      answer: ({ status }) => void log.push(`${target} ${status}`),
      received: (piece) => void log.push(`${target} received ${Buffer.from(piece).toString()}`),
      receivedTrailers: (fields) => void log.push(`${target} trailers ${fields.join(" ")}`),
      switched: (protocol = "") => void log.push(`${target} switched ${protocol}`.trimEnd()),
      remark: (text) => void log.push(`${target} remark: ${text}`),
      left: () => void log.push(`${target} left`),
      end: () => void log.push(`${target} end`),
      fail: ({ side, how, code = "", said = "" }) =>
        void log.push(`${target} fail: ${side} ${how} ${code}${said}`.trim()),
    }),
  });
  exchanges.client.push(PREFACE);
  return { exchanges, log };
}

const END = 0x5;
const MORE = 0x4;

const ask = (path: string, stream: number, flags = END, method = "GET"): Buffer =>
  aFrame(1, { flags, stream, payload: aBlock({ ":method": method, ":path": path }) });
const answer = (status: string, stream: number, flags = END): Buffer =>
  aFrame(1, { flags, stream, payload: aBlock({ ":status": status }) });
const data = (text: string, stream: number, flags = 0): Buffer =>
  aFrame(0, { flags, stream, payload: Buffer.from(text) });
const giveUp = (code: number, stream: number): Buffer => aFrame(3, { stream, payload: Buffer.of(0, 0, 0, code) });

test("responses find their requests by the stream, in any order", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(Buffer.concat([ask("/a", 1), ask("/b", 3)]));
  exchanges.server.push(Buffer.concat([answer("200", 3, MORE), answer("404", 1), data("b", 3, 1)]));
  expect(log).toEqual(["/a asked", "/b asked", "/b 200", "/a 404", "/a end", "/b received b", "/b end"]);
  expect(exchanges.waiting).toBe(0);
});

describe("a stream that is reset", () => {
  test("by the client, fails with the reason; later frames belong to no exchange", () => {
    const { exchanges, log } = listen();
    exchanges.client.push(Buffer.concat([ask("/a", 1), giveUp(8, 1)]));
    exchanges.server.push(Buffer.concat([answer("200", 1, MORE), data("late", 1, 1)]));
    expect(log).toEqual(["/a asked", "/a fail: client reset CANCEL"]);
  });

  test("by the server, before its response", () => {
    const { exchanges, log } = listen();
    exchanges.client.push(ask("/a", 1, MORE));
    exchanges.server.push(giveUp(7, 1));
    exchanges.client.push(data("late", 1, 1));
    expect(log).toEqual(["/a fail: server reset REFUSED_STREAM"]);
  });

  test("by the server, before the trailers of its request, which are not another request", () => {
    const { exchanges, log } = listen();
    exchanges.client.push(ask("/a", 1, MORE));
    exchanges.server.push(giveUp(8, 1));
    exchanges.client.push(Buffer.concat([aFrame(1, { flags: END, stream: 1, payload: aBlock({ "x-sum": "1" }) })]));
    exchanges.client.push(ask("/b", 3));
    expect(log).toEqual(["/a fail: server reset CANCEL", "/b asked"]);
    expect(exchanges.waiting).toBe(1);
  });

  test("by the server, after its response: the rest of the request is not needed", () => {
    const { exchanges, log } = listen();
    exchanges.client.push(ask("/a", 1, MORE));
    exchanges.server.push(Buffer.concat([answer("413", 1), giveUp(0, 1)]));
    expect(log).toEqual(["/a 413", "/a end"]);
  });
});

test("a response that a server pushes is an exchange without a request", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(ask("/a", 1));
  const payload = Buffer.concat([Buffer.of(0, 0, 0, 2), aBlock({ ":method": "GET", ":path": "/style" })]);
  exchanges.server.push(Buffer.concat([aFrame(5, { flags: MORE, stream: 1, payload }), answer("200", 2)]));
  expect(log.slice(1)).toEqual([
    "/style asked",
    "/style remark: unrequested: the server pushed it",
    "/style 200",
    "/style end",
  ]);
});

test("the end of the connection ends all open exchanges; GOAWAY has the reason", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(Buffer.concat([ask("/a", 1, MORE), ask("/b", 3)]));
  const payload = Buffer.concat([Buffer.of(0, 0, 0, 3, 0, 0, 0, 11), Buffer.from("calm")]);
  exchanges.server.push(Buffer.concat([answer("200", 1), aFrame(7, { stream: 0, payload })]));
  exchanges.reset("server");
  expect(log.slice(-5)).toEqual([
    "stray: the server ended the connection: ENHANCE_YOUR_CALM calm",
    "/a remark: the server ended the connection: ENHANCE_YOUR_CALM calm",
    "/b remark: the server ended the connection: ENHANCE_YOUR_CALM calm",
    "/a end",
    "/b fail: server reset ENHANCE_YOUR_CALM calm",
  ]);
});

test("GOAWAY of the server does not make it the sender of the client's TLS alert", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(ask("/a", 1));
  exchanges.server.push(aFrame(7, { stream: 0, payload: Buffer.of(0, 0, 0, 1, 0, 0, 0, 11) }));
  exchanges.reset("client", { code: "ERR_SSL_ALERT", name: "bad record mac" });
  expect(log.at(-1)).toBe("/a fail: client reset");
});

test("a client that has closed its half continues to read", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(Buffer.concat([ask("/a", 1), ask("/b", 3)]));
  exchanges.finish("client");
  exchanges.server.push(answer("200", 1));
  exchanges.finish("server");
  expect(log.slice(2)).toEqual(["/a left", "/b left", "/a 200", "/a end", "/b fail: client end"]);
});

test("GOAWAY shows which streams were not read", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(Buffer.concat([ask("/a", 1), ask("/b", 3)]));
  exchanges.server.push(aFrame(7, { stream: 0, payload: Buffer.of(0, 0, 0, 1, 0, 0, 0, 0) }));
  exchanges.server.push(answer("200", 1));
  exchanges.finish("server");
  expect(log.slice(2)).toEqual([
    "/b remark: the server accepts no stream after 1, and did not process this one",
    "/a 200",
    "/a end",
    "/b fail: server end",
  ]);
});

test.each([
  ["a status that is none", "99", END],
  ["an interim one alone", "103", END],
])("a response that ends with %s is reported to have no final one", (_, status, flags) => {
  const { exchanges, log } = listen();
  exchanges.client.push(ask("/a", 1));
  exchanges.server.push(answer(status, 1, flags));
  expect(log.slice(-2)).toEqual(["/a remark: the server ended its response without a final status", "/a end"]);
});

test("a tunnel inside a stream", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(ask("", 1, MORE, "CONNECT"));
  exchanges.server.push(answer("200", 1, MORE));
  expect(log).toEqual([" 200", " switched"]);
});

const CHAT = { ":method": "CONNECT", ":path": "/chat", ":protocol": "websocket" };

test("an extended CONNECT (RFC 8441) switches to the protocol that it names", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(aFrame(1, { flags: MORE, stream: 1, payload: aBlock(CHAT) }));
  exchanges.server.push(answer("200", 1, MORE));
  exchanges.client.push(data("frame", 1));
  expect(log).toEqual(["/chat 200", "/chat switched websocket", "/chat sent frame"]);
});

test.each([
  ["accepted, belongs to it", "200", ["/chat 200", "/chat switched websocket", "/chat sent frame"]],
  [
    "refused, is no body",
    "404",
    ["/chat 404", "/chat remark: of what was sent before the response: 5 bytes are not kept"],
  ],
  [
    "not answered, is no body",
    "",
    ["/chat remark: of what was sent before the response: 5 bytes are not kept", "/chat fail: server end"],
  ],
])("data that a client sends before its CONNECT is %s", (_, status, expected) => {
  const { exchanges, log } = listen();
  exchanges.client.push(aFrame(1, { flags: MORE, stream: 1, payload: aBlock(CHAT) }));
  exchanges.client.push(data("frame", 1));
  if (status === "") exchanges.finish("server");
  else exchanges.server.push(answer(status, 1, MORE));
  expect(log).toEqual(expected);
});
