import { expect, test } from "vitest";

import { record } from "../../src/record/record.ts";
import { openReplayClient } from "../../src/replay/client.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { startTestServer } from "../helpers/test-server.ts";

async function recordTwo(): Promise<{ readonly trace: Trace; readonly urls: readonly [string, string] }> {
  const start = (name: string): Promise<string> =>
    startTestServer(({ url }, response) =>
      response.setHeader("Content-Type", "application/json").end(JSON.stringify({ name, url })),
    );
  const urls = [await start("shop"), await start("stock")] as const;
  const servers = { [urls[0]]: "shop", [urls[1]]: "stock" };
  const { trace } = await record(
    async ({ fetch }) => {
      for (const url of urls) await (await fetch(`${url}/books?page=1`)).text();
    },
    { servers },
  );
  return { trace, urls };
}

test("a server that now has another URL is found by its participant ID", async () => {
  const { trace } = await recordTwo();
  const servers = { "http://shop.test": "shop", "https://stock.test:8443": "stock" };
  const client = await openReplayClient(trace, servers);
  const ask = async (url: string): Promise<unknown> => (await client.fetch(url)).json();
  expect(await ask("https://stock.test:8443/books?page=1")).toEqual({ name: "stock", url: "/books?page=1" });
  expect(await ask("http://shop.test/books?page=1")).toEqual({ name: "shop", url: "/books?page=1" });
  expect(client.misses).toEqual([]);
  await client[Symbol.asyncDispose]();
});

test("a recorded URL gets its response, and an unknown one is unmatched", async () => {
  const { trace, urls } = await recordTwo();
  const client = await openReplayClient(trace);
  expect((await client.fetch(`${urls[0]}/books?page=1`)).status).toBe(200);
  expect((await client.fetch("http://elsewhere.test/books?page=1")).status).toBe(501);
  expect(client.misses).toHaveLength(1);
  await client[Symbol.asyncDispose]();
});

test("if one server was recorded, every request is for it", async () => {
  const { trace } = await recordTwo();
  const one = { log: { ...trace.log, entries: trace.log.entries.slice(0, 1) } };
  const client = await openReplayClient(one);
  expect((await client.fetch("http://127.0.0.1:18080/books?page=1")).status).toBe(200);
  await client[Symbol.asyncDispose]();
});
