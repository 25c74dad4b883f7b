import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { request } from "undici";
import { describe, expect, test } from "vitest";

import { record } from "../../src/record/record.ts";
import { readTrace } from "../../src/trace/files/file.ts";
import { serializeTrace } from "../../src/trace/model/serialize.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";

const ID = "3f0c1a52-8f3e-4c1e-9d5a-6a4f0c9a7b11";
const OTHER_ID = "a7d1e6b4-52c0-4b7e-8a34-0f9e2d6c5b88";

/** Creates images with the given IDs, in turn, and returns a token. */
function startImages(...ids: readonly string[]): Promise<string> {
  const left = [...ids];
  return startTestServer((_incoming, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ id: left.shift(), token: "tok-sekret-4711" }));
  });
}

describe("a function's requests", () => {
  test("are in the trace that is returned and in the file, masked", async () => {
    const url = await startImages(ID, OTHER_ID);
    const file = join(await tempFolder(), "images.har");
    const { trace, result, exchanges, lost } = await record(
      async ({ fetch, dispatcher }) => {
        const viaDispatcher = await request(`${url}/v2/images`, { dispatcher });
        await viaDispatcher.body.dump();
        return (await fetch(`${url}/v2/images`, { method: "POST", body: "{}" })).json();
      },
      { file, client: "shop", servers: { [`${url}/v2`]: "images" } },
    );
    expect(result).toEqual({ id: OTHER_ID, token: "tok-sekret-4711" });
    expect({ exchanges, lost }).toEqual({ exchanges: 2, lost: 0 });
    expect(trace.log.entries.map(({ _client, _server, request }) => [_client, _server, request.method])).toEqual([
      ["shop", "images", "GET"],
      ["shop", "images", "POST"],
    ]);
    expect(serializeTrace(trace)).not.toContain("sekret");
    expect(readFileSync(file, "utf8")).toBe(serializeTrace(trace));
    expect(existsSync(`${file}.journal`)).toBe(false);
  });

  test("are not written anywhere without a file, and neither are requests of others", async () => {
    const folder = await tempFolder();
    const before = readdirSync(folder);
    const url = await startImages(ID, OTHER_ID);
    const { trace } = await record(async ({ fetch }) => {
      await globalThis.fetch(`${url}/not-recorded`);
      await fetch(`${url}/recorded`);
    });
    expect(trace.log.entries.map((entry) => new URL(entry.request.url).pathname)).toEqual(["/recorded"]);
    expect(readdirSync(folder)).toEqual(before);
  });

  test("keep the values of an earlier recording if only these moved", async () => {
    const url = await startImages(ID, OTHER_ID);
    const ask = (): ReturnType<typeof record> => record(({ fetch }) => fetch(`${url}/v2/images`, { method: "POST" }));
    const { trace: examples } = await ask();
    const { trace } = await record(({ fetch }) => fetch(`${url}/v2/images`, { method: "POST" }), { examples });
    expect(serializeTrace(trace)).toBe(serializeTrace(examples));
    expect(serializeTrace(trace)).toContain(ID);
  });

  test("have the secrets of the environment and of the policy masked", async () => {
    const url = await startTestServer((_incoming, response) => response.end("vault-pin-77 and cust-1234"));
    const { trace, redacted } = await record(async ({ fetch }) => (await fetch(url)).text(), {
      env: { APP_PASSWORD: "vault-pin-77", PATH: "/bin" },
      redaction: { rules: [{ pattern: "cust-[0-9]+" }] },
    });
    expect(trace.log.entries[0]?.response.content.text).toMatch(/^REDACTED-password-1 and REDACTED-\w+-1$/);
    expect(Object.values(redacted).reduce((sum, count) => sum + count, 0)).toBe(2);
  });
});

describe("a function that fails", () => {
  test("throws its own error; its requests are in the file", async () => {
    const url = await startImages(ID);
    const file = join(await tempFolder(), "images.har");
    const failure = new Error("not what I expected");
    const recording = record(
      async ({ fetch }) => {
        await (await fetch(url)).text();
        throw failure;
      },
      { file },
    );
    await expect(recording).rejects.toBe(failure);
    expect((await readTrace(file)).log.entries).toHaveLength(1);
  });

  test("before its first request leaves an earlier trace unchanged", async () => {
    const folder = await tempFolder();
    const failure = new Error("no address");
    await expect(record(() => Promise.reject(failure), { file: join(folder, "images.har") })).rejects.toBe(failure);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("to start, because the URL of a server is invalid, gets an error", async () => {
    const recording = record(async ({ fetch }) => fetch("http://127.0.0.1:9"), {
      servers: { shop: "http://127.0.0.1:9" },
    });
    await expect(recording).rejects.toMatchObject({ name: "UserError", message: 'The server "shop" is not a URL.' });
  });

  test("to use its argument gets an error", async () => {
    const folder = await tempFolder();
    await expect(record(async () => "done", { file: join(folder, "images.har") })).rejects.toMatchObject({
      message: "The function made no request that could be recorded.",
      hint: expect.stringContaining("`fetch`"),
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

test("a trace that cannot be written leaves its journal", async () => {
  const url = await startImages(ID);
  const folder = await tempFolder();
  // A directory of that name is in the way.
  const recording = record(async ({ fetch }) => (await fetch(url)).text(), { file: join(folder, "images.har") });
  mkdirSync(join(folder, "images.har"));
  await expect(recording).rejects.toMatchObject({ name: "UserError" });
  expect(readdirSync(folder)).toContain("images.har.journal");
});
