import { createHash } from "node:crypto";
import { once } from "node:events";
import { type Socket, connect, createServer } from "node:net";

import { describe, expect, onTestFinished, test } from "vitest";

import { freeMemory } from "../../../src/record/proxy/free-memory.ts";
import { startTestProxy } from "../../helpers/proxy.ts";
import { portOf } from "../../helpers/test-server.ts";

const SIZE = 6_000_000;

/** No two pieces of it are the same. */
function makeBody(seed: number): Buffer {
  const body = Buffer.alloc(SIZE);
  for (let at = 0; at < SIZE; at += 4) body.writeUInt32LE((seed + Math.imul(at, 2_654_435_761)) >>> 0, at);
  return body;
}

/** Sends a different body over each connection, in pieces of many sizes. */
async function startServer(bodies: readonly Buffer[], head: string): Promise<string> {
  let count = 0;
  const server = createServer((socket) => {
    const body = bodies[count++ % bodies.length] ?? Buffer.alloc(0);
    socket.on("error", () => {});
    socket.once("data", () => {
      socket.write(head);
      let at = 0;
      let size = 1;
      const send = (): void => {
        while (at < SIZE) {
          size = ((size * 7) % 200_003) + 1;
          const piece = body.subarray(at, at + size);
          at += size;
          if (!socket.write(piece)) return;
        }
        socket.end();
      };
      socket.on("drain", send);
      send();
    });
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `127.0.0.1:${portOf(server)}`;
}

/** The data after the heads; a slow client pauses reading after each piece. */
async function readAll(socket: Socket, isSlow: boolean): Promise<string> {
  const pieces: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => {
    pieces.push(chunk);
    if (!isSlow) return;
    socket.pause();
    setImmediate(() => socket.resume());
  });
  await once(socket, "close");
  const all = Buffer.concat(pieces);
  return digest(all.subarray(all.length - SIZE));
}

function digest(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Reads what is sent over each connection, at its own pace, and returns a description of it. */
async function startSink(hasHead: boolean): Promise<string> {
  let count = 0;
  const server = createServer((socket) => {
    const isSlow = count++ % 2 === 0;
    socket.on("error", () => {});
    let left = SIZE;
    const hash = createHash("sha256");
    let isBody = !hasHead;
    socket.on("data", (chunk: Buffer) => {
      const body = isBody ? chunk : chunk.subarray(chunk.indexOf("\r\n\r\n") + 4);
      isBody = true;
      hash.update(body);
      left -= body.length;
      if (left === 0) socket.end(hasHead ? answerOf(hash.digest("hex")) : hash.digest("hex"));
      if (!isSlow) return;
      socket.pause();
      setImmediate(() => socket.resume());
    });
  });
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `127.0.0.1:${portOf(server)}`;
}

function answerOf(text: string): string {
  return `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
}

test.each<[string, boolean, (host: string) => string, string]>([
  ["a request", true, (host) => `PUT http://${host}/ HTTP/1.1\r\nContent-Length: ${SIZE}\r\n\r\n`, ""],
  ["a tunnel", true, (host) => `CONNECT ${host} HTTP/1.1\r\n\r\n`, `PUT / HTTP/1.1\r\nContent-Length: ${SIZE}\r\n\r\n`],
  ["a tunnel of no HTTP", false, (host) => `CONNECT ${host} HTTP/1.1\r\n\r\n`, ""],
])("data that clients send by %s arrives complete, at the pace of each server", async (_, hasHead, first, second) => {
  const bodies = [5, 6, 7, 8].map(makeBody);
  const host = await startSink(hasHead);
  const { proxy, entries } = await startTestProxy({}, { bodyLimit: SIZE });
  const all = await Promise.all(
    bodies.map(async (body) => {
      const socket = connect(proxy.port, "127.0.0.1");
      socket.write(first(host));
      if (first(host).startsWith("CONNECT")) await once(socket, "data");
      socket.write(second);
      socket.write(body);
      let said = "";
      socket.on("data", (chunk: Buffer) => (said += chunk.toString()));
      await once(socket, "close");
      return said.slice(-64);
    }),
  );
  expect(all).toEqual(bodies.map(digest));
  const recorded = hasHead
    ? (await entries()).map(({ request: { postData } }) =>
        digest(toBytes({ text: postData?.text ?? "", encoding: postData?._encoding ?? "" })),
      )
    : [];
  expect(recorded.toSorted()).toEqual(hasHead ? bodies.map(digest).toSorted() : []);
});

describe("memory", () => {
  test("of a large piece is given back", () => {
    const piece = Buffer.from(new ArrayBuffer(65_536));
    freeMemory(piece);
    expect(piece).toHaveLength(0);
  });

  test.each([
    ["a part of other memory", Buffer.from(new ArrayBuffer(65_536)).subarray(1)],
    ["little", Buffer.from(new ArrayBuffer(1000))],
    ["shared", Buffer.from(new SharedArrayBuffer(65_536))],
  ])("that is %s stays", (_, piece) => {
    const { length } = piece;
    freeMemory(piece);
    expect(piece).toHaveLength(length);
  });
});

test.each([
  ["a request", "HTTP/1.1 200 OK\r\n\r\n", (host: string) => `GET http://${host}/ HTTP/1.1\r\nHost: x\r\n\r\n`],
  ["a tunnel", "HTTP/1.1 200 OK\r\n\r\n", (host: string) => `CONNECT ${host} HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n`],
  ["a tunnel of no HTTP", "", (host: string) => `CONNECT ${host} HTTP/1.1\r\n\r\n\0`],
])("data that servers send by %s arrives complete, at the pace of each client", async (_, head, request) => {
  const bodies = [1, 2, 3, 4].map(makeBody);
  const host = await startServer(bodies, head);
  const { proxy, entries } = await startTestProxy({}, { bodyLimit: SIZE });
  const all = await Promise.all(
    bodies.map((__, index) => {
      const socket = connect(proxy.port, "127.0.0.1");
      socket.write(request(host), "latin1");
      return readAll(socket, index % 2 === 0);
    }),
  );
  expect(all.toSorted()).toEqual(bodies.map(digest).toSorted());
  const recorded = head === "" ? [] : (await entries()).map(({ response }) => digest(toBytes(response.content)));
  expect(recorded.toSorted()).toEqual(head === "" ? [] : bodies.map(digest).toSorted());
});

function toBytes({ text = "", encoding }: { readonly text?: string; readonly encoding?: string }): Buffer {
  return Buffer.from(text, encoding === "base64" ? "base64" : "utf8");
}
