import { once } from "node:events";
import { request } from "node:http";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { importFile } from "../../src/import/import-file.ts";
import type { ReplayServer } from "../../src/replay/server.ts";
import { aTrace } from "./a-trace.ts";
import { sendRaw, startReplay } from "./start-replay.ts";

async function replayOf(name: string): Promise<ReplayServer> {
  return startReplay(await importFile(join(import.meta.dirname, "../import/fixtures", name)));
}

test("a reason phrase that is not Latin-1 is omitted", async () => {
  const server = await replayOf("reason-phrase-not-latin1.har");
  const answer = await fetch(server.urlFor("http://shop.test/ok"));
  expect([answer.status, answer.statusText, await answer.json()]).toEqual([200, "", { a: 1 }]);
});

test("cookies that were joined are set one by one", async () => {
  const server = await replayOf("set-cookie-joined-by-lf.har");
  const { headers } = await fetch(server.urlFor("http://shop.test/login"));
  expect(headers.getSetCookie()).toEqual(["sid=Pipit85abcdef; Path=/; HttpOnly", "XSRF-TOKEN=Pipit85xsrf99; Path=/"]);
});

test("a failure breaks the connection, and the next attempt gets the response", async () => {
  const server = await replayOf("playwright-failed-then-good.har");
  const url = server.urlFor("http://shop.test/flaky");
  await expect(fetch(url, { headers: { Connection: "close" } }).then((answer) => answer.text())).rejects.toThrow();
  expect(await (await fetch(url)).text()).toBe("OK");
});

test("bytes that were left compressed are sent decompressed", async () => {
  const server = await replayOf("base64-of-still-gzipped.har");
  const answer = await fetch(server.urlFor("http://shop.test/gz"));
  expect(answer.headers.get("content-encoding")).toBeNull();
  expect(await answer.json()).toMatchObject({ items: [1, 2] });
});

test("a body that is not in the trace is not replaced by an empty one", async () => {
  const server = await replayOf("size-without-text.har");
  const answer = await fetch(server.urlFor("http://shop.test/big"));
  expect([answer.status, await answer.text()]).toEqual([
    502,
    expect.stringContaining("48,213 bytes, not in the trace"),
  ]);
  expect(server.misses.map(({ message }) => message)).toEqual([
    "The body of the response to GET /big is 48,213 bytes, not in the trace (call 1).",
  ]);
});

describe("Range", () => {
  const ask = async (server: ReplayServer, range: string): Promise<unknown> => {
    const answer = await fetch(server.urlFor("http://shop.test/range"), { headers: { Range: range } });
    return [answer.status, answer.status === 206 ? await answer.text() : ""];
  };

  test("each part by its own bytes, whatever the order, and no other", async () => {
    const server = await replayOf("range-second-part-first.har");
    expect([await ask(server, "bytes=4-7"), await ask(server, "bytes=0-3"), await ask(server, "bytes=4-7")]).toEqual([
      [206, "efgh"],
      [206, "abcd"],
      [206, "efgh"],
    ]);
    expect(await ask(server, "bytes=8-9")).toEqual([501, ""]);
    expect(server.misses[0]?.differs).toEqual(["range"]);
  });

  test("if all bytes were recorded, they are used", async () => {
    const server = await startReplay(aTrace({ url: "http://shop.test/range", text: "abcdefgh" }));
    expect(await ask(server, "bytes=4-7")).toEqual([200, ""]);
  });
});

describe("JSON-RPC", () => {
  const ask = async (server: ReplayServer, body: string): Promise<string> => {
    const url = server.urlFor("http://shop.test/rpc");
    return (await fetch(url, { method: "POST", body, headers: { "Content-Type": "application/json" } })).text();
  };

  test("the response has the ID of the request", async () => {
    const server = await replayOf("json-rpc-other-id.har");
    const call = (id: unknown): string => JSON.stringify({ jsonrpc: "2.0", method: "eth_call", id, params: [] });
    expect(JSON.parse(await ask(server, call(99)))).toMatchObject({ id: 99 });
    expect(JSON.parse(await ask(server, call("a-1")))).toMatchObject({ id: "a-1" });
    expect(server.notes).toEqual([]);
  });

  test("in a batch, each response has the ID of its call; an ID within a result belongs to something else", async () => {
    const sent = '[{"jsonrpc":"2.0","id":1,"method":"a"},{"jsonrpc":"2.0","id":"x","method":"b"}]';
    const text = '[{"id":"x","result":{"id":1}}, {"id":1,"result":"1"}]';
    const server = await startReplay(aTrace({ url: "http://shop.test/rpc", method: "POST", sent, text }));
    const own = '[{"jsonrpc":"2.0","id":7,"method":"a"},{"jsonrpc":"2.0","id":8,"method":"b"}]';
    expect(await ask(server, own)).toBe('[{"id":8,"result":{"id":1}}, {"id":7,"result":"1"}]');
    expect(server.notes).toEqual([]);
    await ask(server, own.replace('"a"', '"c"'));
    expect(server.notes).toEqual([expect.stringContaining("its body differs in: /0/method")]);
  });

  test("data that is not a call keeps its ID", async () => {
    const one = { url: "http://shop.test/rpc", method: "POST", sent: '{"id":1,"name":"a"}', text: '{"id":1}' };
    expect(await ask(await startReplay(aTrace(one)), '{"id":2,"name":"a"}')).toBe('{"id":1}');
  });
});

describe("Host", () => {
  async function askAs(server: ReplayServer, host: string): Promise<number | undefined> {
    const sent = request(server.urlFor("http://cloud.example/a"), { headers: { Host: host } });
    sent.end();
    const [answer] = await once(sent, "response");
    answer.resume();
    return answer.statusCode;
  }

  test.for([
    "localhost:1",
    "127.0.0.1",
    "127.9.9.9:80",
    "[::1]:80",
    "app.localhost",
    "cloud.example",
    "CLOUD.example:80",
  ])("%s is accepted", async (host) => {
    expect(await askAs(await startReplay(aTrace({ url: "/a" })), host)).toBe(200);
  });

  test.for([
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "cloud.example.evil",
    "0.0.0.0",
    "x y",
  ])("%s is not: a page whose name was pointed here", async (host) => {
    const server = await startReplay(aTrace({ url: "/a", text: "secret" }));
    expect(await askAs(server, host)).toBe(421);
    expect(server.misses).toEqual([]);
  });

  test("a client of HTTP/1.0 sends none", async () => {
    const server = await startReplay(aTrace({ url: "/a", text: "ok" }));
    expect(await sendRaw(server.urlFor("http://cloud.example/a"), ["GET /a HTTP/1.0"])).toContain("200 OK");
  });
});
