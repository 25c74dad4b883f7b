import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { scanSource } from "../../../src/redact/scan/scan-source.ts";
import { openFileSource } from "../../../src/trace/files/file-source.ts";
import { readTrace } from "../../../src/trace/files/file.ts";
import { serializeTrace } from "../../../src/trace/model/serialize.ts";
import { inTurn } from "../../analyze/an-entry.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const OWN = serializeTrace(
  inTurn(
    { url: "http://a/one", answer: { text: "한글 \n" } },
    { url: "http://a/two", answer: { text: "second" } },
    { url: "http://a/three", answer: { text: "한글 \n third" } },
  ),
);
const { log } = JSON.parse(OWN) as { log: { entries: readonly object[]; [key: string]: unknown } };
const { entries, _wirewalk: _own, creator, version } = log;
const PAGES = [{ startedDateTime: "2026-03-01T10:00:00Z", id: "p", title: "t", pageTimings: {} }];
const FOREIGN = JSON.stringify({ log: { version, creator: { name: "x", version: "1" }, entries } });
const utf16 = Buffer.from(`\uFEFF${FOREIGN}`, "utf16le");

/** Files that tools write in different layouts. */
const FORMS: Readonly<Record<string, string | Buffer>> = {
  "as wirewalk writes it": OWN,
  "in one line": FOREIGN,
  "pages after entries": JSON.stringify({ log: { entries, pages: PAGES, version, creator } }),
  "entries first, and members of the tool's own beside the log": JSON.stringify({
    log: { entries, creator, version },
    entries: [1, 2],
    extra: { log: { entries: [] } },
  }),
  "entries twice, of which the last counts": FOREIGN.replace('"entries":', '"entries":[{}],"entries":'),
  "with letters of the names escaped": FOREIGN.replace('"entries":', String.raw`"\u0065ntries":`).replace(
    '"log":',
    String.raw`"lo\u0067":`,
  ),
  "with a byte order mark": `\uFEFF${FOREIGN}`,
  "UTF-16, little end first": utf16,
  "UTF-16, big end first": Buffer.from(utf16).swap16(),
  "white space of all kinds": `\r\n\t ${FOREIGN.replaceAll('"entries":', '\r\n"entries"\t:\r\n ')}\n\n`,
  "entries as an object": JSON.stringify({ log: { version, creator, entries: Object.fromEntries(entries.entries()) } }),
};

describe.each(Object.entries(FORMS))("a HAR %s", (name, content) => {
  test.each([0, 1 << 24])("is read, if longer than %i entry by entry", async (longestWhole) => {
    const file = join(await tempFolder(), "t.har");
    await writeFile(file, content);
    const read = await readTrace(file, undefined, { longestWhole });
    const texts = Array.from(read.log.entries, ({ request, response }) => [request.url, response.content.text]);
    expect(texts).toEqual([
      ["http://a/one", String.raw`{"text":"한글 \n"}`],
      ["http://a/two", '{"text":"second"}'],
      ["http://a/three", String.raw`{"text":"한글 \n third"}`],
    ]);
  });

  test("that grows while it is read has its original length", async () => {
    const file = join(await tempFolder(), "t.har");
    await writeFile(file, content);
    const read = await readTrace(file, undefined, { longestWhole: 0 });
    await appendFile(file, ',{"request":{}}]}}\n{"password":"hunter2-long-one"}');
    expect(Array.from(read.log.entries, ({ request }) => request.url)).toHaveLength(3);
    // The error now names the place, and the complete part can be read.
    await expect(readTrace(file, undefined, { longestWhole: 0 })).rejects.toThrow(
      /line \d+, column \d+|not a valid HAR/,
    );
    // In an object with more text after it, the end of an entry cannot be determined.
    if (name === "entries as an object") return;
    const partial = await readTrace(file, undefined, { longestWhole: 0, isPartial: true });
    expect(partial.log.entries).toHaveLength(3);
  });
});

test("a file that grows while it is scanned is scanned as far as it went", async () => {
  const file = join(await tempFolder(), "t.har");
  await writeFile(file, OWN);
  const source = await openFileSource(file, 0);
  await appendFile(file, '{"password":"hunter2-long-one"}');
  expect([...scanSource(source, { piece: 64 })]).toEqual([]);
  expect([...scanSource(await openFileSource(file, 0), { piece: 64 })]).toMatchObject([{ rule: "named-password" }]);
});

test.each([
  ["little end first", (bytes: Buffer) => bytes],
  ["big end first", (bytes: Buffer) => bytes.swap16()],
])("the complete part of a HAR in UTF-16 that is truncated within a character is there: %s", async (_, order) => {
  const file = join(await tempFolder(), "t.har");
  const text = OWN.replace("third", "third \u{1F600}");
  const bytes = Buffer.from(`\uFEFF${text.slice(0, text.indexOf("\u{1F600}") + 1)}`, "utf16le");
  for (const cut of [order(Buffer.from(bytes)), order(Buffer.from(bytes)).subarray(0, -1)]) {
    await writeFile(file, cut);
    const read = await readTrace(file, undefined, { isPartial: true });
    expect(Array.from(read.log.entries, ({ request }) => request.url)).toEqual(["http://a/one", "http://a/two"]);
  }
});
