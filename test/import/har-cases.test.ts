import { copyFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { exportTrace } from "../../src/export/export.ts";
import { importFile } from "../../src/import/import-file.ts";
import type { Entry, Log } from "../../src/trace/model/types.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const fixture = (name: string): string => join(import.meta.dirname, "fixtures", name);

async function read(name: string): Promise<Log> {
  return (await importFile(fixture(name))).log;
}

const contentOf = ({ entries }: Log): Entry["response"]["content"] | undefined => entries[0]?.response.content;

/** Files from public reports about similar tools; the expected value of each is given in its entry here. */
describe("bodies whose encoding is not the one that the file states", () => {
  test.for([
    ["marked-base64-but-plain.har", '{"username":"erin","password":"Kestrel-Plain-92xq","note":"hello"}'],
    ["marked-base64-but-plain-short.har", '{"plain": "yes"}'],
    ["base64-of-still-gzipped.har", '{"token_type":"x","password":"Sup3rSecretGz!9","items":[1,2]}'],
    [
      "base64-without-a-mark.har",
      '{"username": "erin", "password": "Siskin-nomark-4471", "pad": "~~~???>>>~~~???>>>~~~???>>>~~~???>>>~~~???>>>~~~???>>>"}',
    ],
  ] as const)("%s", async ([name, text]) => {
    const log = await read(name);
    expect(JSON.parse(contentOf(log)?.text ?? "")).toEqual(JSON.parse(text));
    expect(contentOf(log)).not.toHaveProperty("encoding");
    expect(log.comment).toMatch(/: 1\.$/);
  });
});

test("a form that has only params is encoded as its type states, on the page and in every export", async () => {
  const trace = await importFile(fixture("form-only-as-params.har"));
  const body = "dept=R%26D&sum=1%2B1%3D2&rate=50%25";
  expect(analyze(trace).steps[0]?.request.body).toMatchObject({ text: body, size: body.length });
  for (const format of ["curl", "http", "httpyac", "hurl", "postman", "bruno", "har", "html"] as const) {
    const files = exportTrace(trace, { format });
    expect([format, (typeof files === "string" ? files : [...files.values()].join("\n")).includes(body)]).toEqual([
      format,
      true,
    ]);
  }
});

test("a body whose size alone is in the file is reported as missing", async () => {
  const trace = await importFile(fixture("size-without-text.har"));
  expect(analyze(trace).steps[0]?.response.body).toMatchObject({
    kind: "none",
    size: 48_213,
    missing: "48,213 bytes, not in the trace",
  });
});

describe("a body in a separate file", () => {
  async function attach(name: string, put: (folder: string) => Promise<unknown>): Promise<Log> {
    const folder = join(await tempFolder(), "har");
    await mkdir(folder);
    const har = await readFile(fixture("playwright-attached-body.har"), "utf8");
    await writeFile(join(folder, "a.har"), har.replace('"abc123.json"', JSON.stringify(name)));
    await put(folder);
    return (await importFile(join(folder, "a.har"))).log;
  }

  test("is read from the file next to the HAR, text as text and bytes as base64", async () => {
    const text = await attach("abc123.json", (folder) => writeFile(join(folder, "abc123.json"), '{"big": 1}'));
    expect(contentOf(text)).toEqual({ size: 10, mimeType: "application/json", text: '{"big": 1}' });
    const bytes = await attach("res/x.bin", async (folder) => {
      await mkdir(join(folder, "res"));
      await writeFile(join(folder, "res/x.bin"), Buffer.from([0xff, 0, 1]));
    });
    expect(contentOf(bytes)).toMatchObject({ size: 3, text: "/wAB", encoding: "base64" });
  });

  test.for(["../secret.json", "link.json", "sub/../../secret.json", "har", "nowhere.json"])(
    "is not read from another place: %s",
    async (name) => {
      const log = await attach(name, async (folder) => {
        await writeFile(join(folder, "../secret.json"), '"s3cret"');
        await symlink(join(folder, "../secret.json"), join(folder, "link.json"));
      });
      expect(contentOf(log)).toMatchObject({ _file: name, size: 10 });
      expect(JSON.stringify(log)).not.toContain("s3cret");
      expect(analyze({ log }).steps[0]?.response.body.missing).toBe(
        `10 bytes, not in the trace, but in the file ${JSON.stringify(name)}`,
      );
    },
  );

  test("nor from an absolute path", async () => {
    const secret = join(await tempFolder(), "secret.json");
    await copyFile(fixture("curl-v.txt"), secret);
    expect(contentOf(await attach(secret, () => Promise.resolve()))).not.toHaveProperty("text");
  });
});

test("a failure that the tool marks in a field of its own is a failure, whatever status it writes", async () => {
  const { entries } = await read("playwright-failed-then-good.har");
  expect(entries.map(({ response, _error }) => [response.status, _error?.code])).toEqual([
    [0, "ERR_CONNECTION_RESET"],
    [200, undefined],
  ]);
});

test("headers that were joined by line feeds are split again", async () => {
  const { entries } = await read("set-cookie-joined-by-lf.har");
  expect(entries[0]?.response.headers).toEqual([
    { name: "Content-Type", value: "application/json" },
    { name: "set-cookie", value: "sid=Pipit85abcdef; Path=/; HttpOnly" },
    { name: "set-cookie", value: "XSRF-TOKEN=Pipit85xsrf99; Path=/" },
    { name: "link", value: "</a>; rel=next" },
    { name: "link", value: "</b>; rel=prev" },
  ]);
});

describe("one odd value does not refuse a file", () => {
  test.for([
    ["cookie-expires-0.har", { name: "a", value: "1" }],
    ["cookie-httponly-text.har", { name: "a", value: "1", httpOnly: true }],
    ["cookie-secure-1.har", { name: "a", value: "1", secure: true }],
  ] as const)("%s", async ([name, cookie]) => {
    const log = await read(name);
    expect(log.entries[0]?.response.cookies).toEqual([cookie]);
    expect(log.comment).toBe(
      name === "cookie-expires-0.har"
        ? "Values of response.cookies.expires omitted, because they are not valid HAR: 1."
        : undefined,
    );
  });
});

test("entries that use no network are omitted and counted", async () => {
  const log = await read("data-blob-about.har");
  expect(log.entries.map(({ request }) => request.url)).toEqual(["wss://shop.test/socket", "https://shop.test/x"]);
  for (const scheme of ["data", "blob", "chrome-extension", "about"]) {
    expect(log.comment).toContain(`Entries omitted, because ${scheme}: uses no network: 1.`);
  }
});

test("messages of a WebSocket stay", async () => {
  const log = await read("websocket-messages.har");
  expect(log.entries[0]).toMatchObject({
    _webSocketMessages: [
      { type: "send", data: '{"op":"hello"}' },
      { type: "receive", data: '{"op":"welcome"}' },
    ],
  });
});
