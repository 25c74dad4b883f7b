import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, expect, test } from "vitest";

import { importTrace } from "../../src/import/import.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";

const run = promisify(execFile);

describe("curl --trace-ascii", () => {
  test("the output of a real curl: requests, responses, long and chunked bodies", async () => {
    const origin = await startTestServer((request, response) => {
      request.resume();
      response.setHeader("Content-Type", "application/json");
      response.write('{"long":');
      response.end(`"${"y".repeat(200)}"}`);
    });
    const file = join(await tempFolder(), "curl.trace");
    const body = `{"a":\r\n"${"x".repeat(100)}"}`;
    const type = "Content-Type: application/json";
    await run("curl", [
      "-q",
      "-s",
      "--trace-ascii",
      file,
      "-H",
      type,
      "--data-raw",
      body,
      `${origin}/one?q=1`,
      `${origin}/two`,
    ]);
    const { entries } = importTrace(await readFile(file, "utf8"), file).log;
    expect(entries.map(({ request }) => [request.method, request.url, request.postData?.text])).toEqual([
      ["POST", `${origin}/one?q=1`, body],
      ["POST", `${origin}/two`, body],
    ]);
    expect(entries[0]?.request.headers).toContainEqual({ name: "Content-Type", value: "application/json" });
    expect(entries.map(({ response }) => [response.status, response.statusText, response.content.text])).toEqual(
      Array.from({ length: 2 }, () => [200, "OK", `{"long":"${"y".repeat(200)}"}`]),
    );
  });

  test("a request without a response", async () => {
    const origin = await startTestServer((request) => request.destroy());
    const file = join(await tempFolder(), "curl.trace");
    await expect(run("curl", ["-q", "-s", "--trace-ascii", file, `${origin}/gone`])).rejects.toThrow();
    const [entry] = importTrace(await readFile(file, "utf8"), file).log.entries;
    expect(entry).toMatchObject({
      request: { url: `${origin}/gone` },
      response: { status: 0 },
      _error: { code: "NO_ANSWER" },
    });
  });
});

describe("openstack --debug", () => {
  test("the output of the real client, including token requests", async () => {
    const file = "test/import/fixtures/openstack-debug.log";
    const { entries } = importTrace(await readFile(file, "utf8"), file).log;
    const calls = entries.map(({ request, response }) => `${request.method} ${request.url} ${response.status}`);
    expect([...new Set(calls)]).toEqual([
      "GET http://cloud.example/identity 300",
      "POST http://cloud.example/identity/v3/auth/tokens 201",
      "GET http://cloud.example/image 300",
      "GET http://cloud.example/image/v2/images/5eedb9fa-da05-49a3-ba74-adfa77563b8f 200",
    ]);
    const [discovery, token] = entries;
    expect(discovery?.response.headers).toContainEqual({ name: "Date", value: "Mon, 23 Nov 2026 14:47:07 GMT" });
    expect(discovery?.request.headers.map(({ name }) => name)).toEqual(["Accept", "User-Agent"]);
    for (const { response } of entries) expect(JSON.parse(response.content.text ?? "")).toBeTypeOf("object");
    expect(token?.response.content.text).toContain('{"token":');
  });

  test("bodies, and bodies on several lines", () => {
    const log = [
      `2026-11-23 10:00:00 DEBUG REQ: curl -g -i -X PUT http://cloud.example/a -H "X: \\"y\\"" -d '{"name": "it'"'"'s"}'`,
      "RESP: [202] Content-Type: application/json",
      "RESP BODY: {",
      '  "a": 1',
      "}",
      "PUT call to compute used request id req-1",
    ].join("\n");
    const [entry] = importTrace(log, "x.log").log.entries;
    expect(entry?.request.postData?.text).toBe(`{"name": "it's"}`);
    expect(entry?.request.headers).toEqual([{ name: "X", value: '"y"' }]);
    expect(entry?.response.content.text).toBe('{\n  "a": 1\n}');
  });
});

test("a HAR file is recognized", () => {
  const entry = { request: { method: "GET", url: "http://cloud.example/" }, response: { status: 200 } };
  const { entries } = importTrace(JSON.stringify({ log: { version: "1.2", entries: [entry] } }), "x.har").log;
  expect(entries.map(({ request }) => request.url)).toEqual(["http://cloud.example/"]);
});

test("another format is refused by name", () => {
  expect(() => importTrace("hello", "x.txt")).toThrow('"x.txt" has an unknown format.');
  expect(() => importTrace("\uFEFF\r\n", "x.txt")).toThrow('"x.txt" is empty.');
});

test("a file without an exchange is refused, and not treated as an empty recording", () => {
  const empty = '{"log":{"version":"1.2","creator":{"name":"x","version":"1"},"entries":[]}}';
  expect(() => importTrace(empty, "empty.har")).toThrow('"empty.har" contains no exchanges.');
});

test("a file whose entries use no network is refused with that reason", () => {
  const entry = { request: { method: "GET", url: "data:text/plain,a" }, response: { status: 200 } };
  const file = JSON.stringify({ log: { version: "1.2", entries: [entry] } });
  const hint = "Entries omitted, because data: uses no network: 1.";
  expect(() => importTrace(file, "data.har")).toThrow(expect.objectContaining({ hint }));
  // Statements of the tool about its own file are not a reason.
  const log = { version: "1.2", comment: "password: hunter2", entries: [] };
  const said = { hint: "Export it from the tool again, with its requests." };
  expect(() => importTrace(JSON.stringify({ log }), "a.har")).toThrow(expect.objectContaining(said));
  const alike = { ...log, comment: "Omitted cookies: 3." };
  expect(() => importTrace(JSON.stringify({ log: alike }), "a.har")).toThrow(expect.objectContaining(said));
  const both = JSON.stringify({ log: { ...log, entries: [entry] } });
  expect(() => importTrace(both, "a.har")).toThrow(expect.objectContaining({ hint }));
});
