import { openSync } from "node:fs";
import { appendFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { sourceOfDescriptor } from "../../../src/trace/files/file-source.ts";
import { readTrace } from "../../../src/trace/files/file.ts";
import { serializeTrace } from "../../../src/trace/model/serialize.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { readSource } from "../../../src/trace/stream/read-source.ts";
import type { TextSource } from "../../../src/trace/stream/text-source.ts";
import { inTurn } from "../../analyze/an-entry.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

/** Longer than the part of a body that is kept in memory; with escapes and multibyte characters throughout. */
const LONG = `{"name": "한글 😀 \\ \n"}`.repeat(10_000);

const request = { method: "PUT", url: "http://a/", httpVersion: "", cookies: [], headers: [], queryString: [] };
const postData = { mimeType: "text/plain", text: LONG };
const trace = inTurn(
  { answer: LONG },
  { answer: "short", own: { request: { ...request, postData, headersSize: -1, bodySize: -1 } } },
);

async function openLong(content: string | Buffer, block?: number): Promise<TextSource> {
  const file = join(await tempFolder(), "long.har");
  await writeFile(file, content);
  return sourceOfDescriptor(openSync(file, "r"), file, block);
}

const readOneByOne = (source: TextSource): Trace => readSource(source, { longestWhole: 0 });

describe("a long trace", () => {
  test.for([1, 7, 4096])("is read in blocks of %i bytes, with its long bodies", async (block) => {
    const { log } = readOneByOne(await openLong(serializeTrace(trace), block));
    expect(Array.from(log.entries)).toEqual(trace.log.entries);
  });

  test("is written again unchanged", async () => {
    const text = serializeTrace(trace);
    expect(serializeTrace(readOneByOne(await openLong(text)))).toBe(text);
  });

  const text = serializeTrace(trace);
  test.for([
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`)],
    ["UTF-16", Buffer.from(text, "utf16le")],
    ["UTF-16 with a mark", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["big-endian UTF-16 with a mark", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
  ] as const)("may be %s", async ([, bytes]) => {
    expect(Array.from(readOneByOne(await openLong(bytes, 1000)).log.entries)).toEqual(trace.log.entries);
  });

  test("reads a body on request, not before", async () => {
    const source = await openLong(serializeTrace(trace));
    const [entry] = readOneByOne(source).log.entries;
    await truncate(source.name);
    expect(entry?.response.status).toBe(200);
    expect(() => entry?.response.content.text).toThrow("shorter");
  });

  test("that grows while it is read stays as it was when it was opened", async () => {
    const source = await openLong(serializeTrace(trace));
    await appendFile(source.name, '{"another": "document"}');
    expect(Array.from(readOneByOne(source).log.entries)).toEqual(trace.log.entries);
  });

  test("that becomes shorter while it is read is reported", async () => {
    const source = await openLong(serializeTrace(trace));
    const { log } = readOneByOne(source);
    await truncate(source.name, 10);
    expect(() => log.entries.length + (log.entries[1]?.request.postData?.text.length ?? 0)).toThrow(
      `"${source.name}" became shorter while wirewalk read it.`,
    );
  });
});

test("line and column in a long file are those of its text", async () => {
  const text = serializeTrace(trace).replace('"PUT"', '"PUT" 한글');
  const offset = text.indexOf("한글,");
  const before = text.slice(0, offset);
  const place = `line ${before.split("\n").length}, column ${offset - before.lastIndexOf("\n")}`;
  const source = await openLong(text, 100);
  expect(() => Array.from(readOneByOne(source).log.entries)).toThrow(`is not valid JSON (${place})`);
  await expect(readTrace(source.name)).rejects.toThrow(`is not valid JSON (${place})`);
});
