import { expect, test } from "vitest";

import { createExchanges } from "../../src/wire/exchanges.ts";

const bytes = (text: string): Buffer => Buffer.from(text, "latin1");

function listen() {
  const log: string[] = [];
  const exchanges = createExchanges({
    stray: (text) => void log.push(`stray: ${text}`),
    open: ({ target }) => ({
      sent: (piece) => void log.push(`${target} sent ${Buffer.from(piece).toString("latin1")}`),
      sentTrailers: () => {},
      asked: () => void log.push(`${target} asked`),
      answer: ({ status }) => void log.push(`${target} ${status}`),
      received: (piece) => void log.push(`${target} received ${Buffer.from(piece).toString("latin1")}`),
      receivedTrailers: () => {},
      switched: () => void log.push(`${target} switched`),
      remark: (text) => void log.push(`${target} remark: ${text}`),
      left: () => {},
      end: () => void log.push(`${target} end`),
      fail: ({ side, how }) => void log.push(`${target} fail: ${side} ${how}`),
    }),
  });
  return { exchanges, log };
}

const get = (path: string, fields = ""): Buffer => bytes(`GET ${path} HTTP/1.1\r\n${fields}\r\n`);
const answer = (status: number): Buffer => bytes(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\n\r\n`);

test("pipelined requests get their responses in order", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(Buffer.concat([get("/a"), get("/b")]));
  exchanges.server.push(Buffer.concat([answer(200), answer(404)]));
  expect(log).toEqual(["/a asked", "/b asked", "/a 200", "/a end", "/b 404", "/b end"]);
});

test("a response before the end of the request ends the exchange when the request ends", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(bytes("PUT /a HTTP/1.1\r\nContent-Length: 4\r\n\r\nha"));
  exchanges.server.push(answer(413));
  expect(log).toEqual(["/a sent ha", "/a 413"]);
  exchanges.client.push(bytes("lf"));
  expect(log.slice(2)).toEqual(["/a sent lf", "/a asked", "/a end"]);
});

test.each(["Content-Length: 4", "Transfer-Encoding: chunked"])(
  "a body that waited for 100-continue and was refused may be omitted (%s)",
  (framing) => {
    const { exchanges, log } = listen();
    exchanges.client.push(bytes(`PUT /a HTTP/1.1\r\n${framing}\r\nExpect: 100-continue\r\n\r\n`));
    exchanges.server.push(answer(417));
    exchanges.client.push(get("/b"));
    exchanges.server.push(answer(200));
    expect(log).toEqual(["/a 417", "/a asked", "/a end", "/b asked", "/b 200", "/b end"]);
  },
);

test("a body that is sent although it was refused is one", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(bytes("PUT /a HTTP/1.1\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"));
  exchanges.server.push(answer(417));
  exchanges.client.push(Buffer.concat([bytes("half"), get("/b")]));
  expect(log).toEqual(["/a 417", "/a sent half", "/a asked", "/a end", "/b asked"]);
});

test("a response without a request belongs to no exchange", () => {
  const { exchanges, log } = listen();
  exchanges.server.push(answer(408));
  exchanges.client.push(get("/a"));
  exchanges.server.push(answer(200));
  expect(log).toEqual(["stray: an unrequested response: 408 X", "/a asked", "/a 200", "/a end"]);
});

test.each([
  ["server", "end", ["/a fail: server end", "/b fail: server end"]],
  ["server", "reset", ["/a fail: server reset", "/b fail: server reset"]],
  ["client", "reset", ["/a fail: client reset", "/b fail: client reset"]],
] as const)("when the %s breaks off (%s), all waiting exchanges fail", (side, how, expected) => {
  const { exchanges, log } = listen();
  exchanges.client.push(Buffer.concat([get("/a"), get("/b")]));
  exchanges.server.push(bytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nha"));
  if (how === "end") exchanges.finish(side);
  else exchanges.reset(side);
  expect(log.slice(-2)).toEqual(expected);
  expect(exchanges.waiting).toBe(0);
});

test("a client that has closed its half is not a failure as long as the server responds", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(get("/a"));
  exchanges.finish("client");
  exchanges.server.push(answer(200));
  exchanges.finish("server");
  expect(log).toEqual(["/a asked", "/a 200", "/a end"]);
});

test("a server that closes after its client did is attributed to the client", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(get("/a"));
  exchanges.finish("client");
  exchanges.finish("server");
  expect(log.at(-1)).toBe("/a fail: client end");
});

test("a switched connection is one exchange until it ends", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(get("/chat", "Upgrade: websocket\r\n"));
  exchanges.client.push(bytes("early"));
  exchanges.server.push(bytes("HTTP/1.1 101 Switching\r\n\r\nhello"));
  exchanges.client.push(bytes("late"));
  exchanges.finish("client");
  exchanges.finish("server");
  expect(log).toEqual([
    "/chat asked",
    "/chat 101",
    "/chat switched",
    "/chat sent early",
    "/chat received hello",
    "/chat sent late",
    "/chat end",
  ]);
});

test("an offer that is not accepted leaves the next request a request", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(Buffer.concat([get("/a", "Upgrade: h2c\r\n"), get("/b")]));
  exchanges.server.push(answer(200));
  exchanges.server.push(answer(200));
  expect(log).toEqual(["/a asked", "/a 200", "/a end", "/b asked", "/b 200", "/b end"]);
});

test("data after a request of unknown length is never another exchange", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(
    bytes(
      "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n",
    ),
  );
  exchanges.server.push(Buffer.concat([answer(200), answer(201)]));
  exchanges.finish("server");
  expect(log.filter((line) => line.includes("201") || line.startsWith("/smuggled"))).toEqual([]);
  expect(log).toContain("/a end");
  expect(log.at(-1)).toBe("stray: bytes from the server that belong to no exchange");
});

test("bytes that are not a response are kept with the waiting exchange", () => {
  const { exchanges, log } = listen();
  exchanges.client.push(get("/a"));
  exchanges.server.push(bytes("junk"));
  exchanges.finish("server");
  expect(log).toEqual(["/a asked", "/a remark: no readable response", "/a received junk", "/a fail: server end"]);
});

test.each([
  ["client", "the client ended"],
  ["server", "the server broke"],
] as const)("an early response, and then a reset of the %s: the remark names the side", (side, who) => {
  const { exchanges, log } = listen();
  exchanges.client.push(bytes("PUT /a HTTP/1.1\r\nContent-Length: 4\r\n\r\nha"));
  exchanges.server.push(answer(413));
  exchanges.reset(side);
  expect(log).toEqual([
    "/a sent ha",
    "/a 413",
    `/a remark: ${who} the connection in the middle of the request`,
    "/a end",
  ]);
});
