import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

import { request } from "undici";
import { describe, expect, test } from "vitest";

import { createRedactor } from "../../../src/redact/redactor.ts";
import type { Entry } from "../../../src/trace/model/types.ts";
import { startRecording } from "../../helpers/record.ts";
import { startTestServer } from "../../helpers/test-server.ts";

interface Answer {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly bodyLimit?: number;
  readonly sent?: string;
}

/** One exchange as the trace has it, without its times and port. */
async function record({ headers = {}, body, bodyLimit, sent }: Answer): Promise<Entry> {
  const url = await startTestServer((_, response) => response.writeHead(200, headers).end(body));
  const { agent, entries } = await startRecording({
    redactor: createRedactor(),
    ...(bodyLimit !== undefined && { bodyLimit }),
  });
  const given = { "x-auth-token": "t0k-5ecret-value", "content-type": "application/json" };
  const options = sent === undefined ? { headers: given } : { headers: given, method: "POST" as const, body: sent };
  const { body: answer } = await request(url, { dispatcher: agent, ...options });
  await answer.text();
  const [entry] = await entries();
  if (entry === undefined) throw new Error("Nothing was recorded.");
  return entry;
}

const JSON_TYPE = { "Content-Type": "application/json" };

function valueOf(headers: Entry["request"]["headers"], name: string): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name)?.value;
}

describe("the length of a secret", () => {
  test("is not revealed by anything in the trace", async () => {
    const answers = [8, 9, 40].map(async (size) => {
      const text = JSON.stringify({ user: { name: "me", password: "p4".padEnd(size, "x") } });
      const digest = createHash("md5").update(text).digest("base64");
      const headers = { ...JSON_TYPE, "Content-Length": String(text.length), "Content-MD5": digest };
      const { request: sent, response } = await record({ headers, body: text, sent: text });
      const { headers: _sent, url: _url, ...restOfRequest } = sent;
      const shown = response.headers.filter(({ name }) => name !== "Date");
      const length = valueOf(sent.headers, "content-length");
      return Object.assign(restOfRequest, { length }, response, { headers: shown });
    });
    const [first, ...others] = await Promise.all(answers);
    for (const other of others) expect(other).toEqual(first);
    const masked = '{"user":{"name":"me","password":"REDACTED-password-1"}}';
    expect(first).toMatchObject({
      postData: { text: masked, _masked: true },
      length: String(masked.length),
      content: { text: masked, size: masked.length, _masked: true },
      bodySize: masked.length,
    });
    expect(first?.headers).toContainEqual({ name: "Content-Length", value: String(masked.length) });
    expect(first?.headers).toContainEqual({ name: "Content-MD5", value: "REDACTED" });
  });

  test("nor by compressed data", async () => {
    const body = gzipSync('{"token":"abcdefghij"}');
    const { response } = await record({ headers: { ...JSON_TYPE, "Content-Encoding": "gzip" }, body });
    expect(response).toMatchObject({ bodySize: -1, content: { text: '{"token":"REDACTED-token-2"}', size: 28 } });
    expect(response.content.compression).toBeUndefined();
  });

  test("a body without a secret keeps its sizes", async () => {
    const { response } = await record({ headers: JSON_TYPE, body: '{"n":1}' });
    expect(response).toMatchObject({ bodySize: 7, content: { size: 7 } });
    expect(response.content).not.toHaveProperty("_masked");
  });
});

describe("a secret that is split by the limit", () => {
  const fernet = `gAAAAABj${"sn215OxhShBEiueN9lYdaBW59vYGT8k".repeat(4)}`;

  test.each([
    ["learned elsewhere, in text", "said t0k-5ecret-value twice", 5, "t0k-5ecret-value"],
    ["learned elsewhere, escaped", "said t0k%2D5ecret%2Dvalue twice", 5, "t0k%2D5ecret%2Dvalue"],
    ["of a known format", `said ${fernet} twice`, 5, fernet],
  ])("%s, leaves no more than three characters of it", async (_name, body, start, written) => {
    for (let length = 1; length < Math.min(written.length, 30); length += 1) {
      const { response } = await record({ body, bodyLimit: start + length });
      const text = response.content.text ?? "";
      expect(text.replace(/^gAAAAAB?/, "")).not.toContain(written.slice(0, 8));
      if (length >= 8) expect(text).toMatch(/^said (?:gAAAAAB)?REDACTED-token-[12]$/);
      expect(response.content).not.toHaveProperty("_sha256", length >= 8 ? expect.anything() : undefined);
    }
  });

  test("text that is not secret is truncated as before, without the word that the limit splits", async () => {
    const { response } = await record({ body: "said nothing at all", bodyLimit: 12 });
    expect(response.content).toMatchObject({ text: "said ", _truncated: true, _size: 19 });
    expect(response.content._sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("a body that cannot be searched, next to secrets", () => {
  test.each([
    ["broken JSON", JSON_TYPE, '{"password":"abc', "(application/json, 16 bytes, omitted: it cannot be read as JSON)"],
    [
      "an archive",
      { "Content-Type": "application/gzip" },
      gzipSync("x".repeat(100)),
      /^\(application\/gzip, \d+ bytes, omitted: it is compressed\)$/,
    ],
    [
      "parts without a boundary",
      { "Content-Type": "multipart/form-data" },
      "--X\r\n\r\nabc",
      "(multipart/form-data, 10 bytes, omitted: its parts cannot be separated)",
    ],
  ])("%s is omitted", async (_name, headers, body, expected) => {
    const { response } = await record({ headers, body });
    expect(response.content.text).toMatch(expected);
    expect(response.content).not.toHaveProperty("encoding");
  });

  test.each([
    ["text that is called JSON", JSON_TYPE, "Internal Server Error"],
    ["lines of JSON", JSON_TYPE, '{"n":1}\n{"n":2}\n'],
    ["a picture", { "Content-Type": "image/png" }, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff])],
  ])("%s stays", async (_name, headers, body) => {
    const { response } = await record({ headers, body });
    const { text = "", encoding } = response.content;
    expect(Buffer.from(text, encoding ?? "utf8")).toEqual(Buffer.from(body));
  });
});
