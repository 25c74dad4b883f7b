import { appendFileSync, closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import type { Exchange } from "../../../src/trace/journal/exchange.ts";
import { type GrowingTrace, KEPT_AT_EACH_END, growTrace } from "../../../src/trace/journal/grow-trace.ts";
import { encodeExchange, encodeHeader } from "../../../src/trace/journal/journal.ts";
import { readJournal } from "../../../src/trace/journal/read-journal.ts";
import { anExchange } from "../../helpers/an-exchange.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const HEADER = encodeHeader({
  wirewalkJournal: 1,
  origin: { command: { argv: ["shop", "REDACTED-password-~4"], exitCode: 0, stdout: "", stderr: "" } },
});

test("equals the whole journal, however it grew", async () => {
  const lines = Array.from({ length: 40 }, (_, index) => lineOf(index + 1));
  const file = await journalOf(HEADER);
  const growing = follow(file);
  const counts = [1, 5, 0, 34].map((count) => {
    appendFileSync(file, lines.splice(0, count).join(""));
    return growing.readOn().length;
  });
  expect(counts).toEqual([1, 5, 0, 34]);
  expect(growing.trace().log.entries).toEqual(readJournal(file).log.entries);
});

test("reads no line twice", async () => {
  const file = await journalOf(HEADER + lineOf(1) + lineOf(2));
  const growing = follow(file);
  expect(growing.readOn()).toHaveLength(2);
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, " ".repeat(readFileSync(file).length), 0);
  closeSync(descriptor);
  appendFileSync(file, lineOf(3));
  expect(growing.readOn()).toHaveLength(1);
  expect(urlsOf(growing)).toEqual(["http://glance/1", "http://glance/2", "http://glance/3"]);
});

test("inserts an exchange that finished late where it started, and keeps the displayed names", async () => {
  const file = await journalOf(HEADER + lineOf(2) + lineOf(5));
  const growing = follow(file);
  growing.readOn();
  const shown = growing.trace().log.entries.map(({ _id, request }) => [_id, request.headers[0]?.value]);
  appendFileSync(file, lineOf(9) + lineOf(1) + lineOf(3));
  growing.readOn();
  expect(urlsOf(growing)).toEqual([1, 2, 3, 5, 9].map((seq) => `http://glance/${seq}`));
  const { entries } = growing.trace().log;
  expect([entries[1], entries[3]].map((entry) => [entry?._id, entry?.request.headers[0]?.value])).toEqual(shown);
});

test("waits for the rest of a line, and of the first one", async () => {
  const text = HEADER + lineOf(1) + lineOf(2);
  const file = await journalOf("");
  const growing = follow(file);
  expect(growing.header()).toBeUndefined();
  const counts = text.match(/[^]{1,60}/g)?.map((piece) => {
    appendFileSync(file, piece);
    return growing.readOn().length;
  });
  expect(counts?.filter((count) => count > 0)).toEqual([1, 1]);
  expect(growing.trace()).toEqual(readJournal(file));
});

test("keeps the beginning, the end, and the last read part of a long journal", async () => {
  const file = await journalOf(HEADER);
  const growing = follow(file);
  const many = 3 * KEPT_AT_EACH_END;
  for (const from of [0, many, 2 * many]) {
    appendFileSync(file, Array.from({ length: many }, (_, index) => lineOf(from + index + 1)).join(""));
    expect(growing.readOn()).toHaveLength(many);
  }
  const numbers = urlsOf(growing).map((url) => Number(url.split("/").at(-1)));
  const countUp = (from: number, to: number): readonly number[] =>
    Array.from({ length: to - from }, (_, index) => from + index + 1);
  expect(numbers).toEqual([...countUp(0, KEPT_AT_EACH_END), ...countUp(2 * many - KEPT_AT_EACH_END, 3 * many)]);
});

test("counts a damaged line once", async () => {
  const file = await journalOf(`${HEADER}[1,2\n${lineOf(2)}`);
  const growing = follow(file);
  growing.readOn();
  appendFileSync(file, lineOf(3));
  growing.readOn();
  const missing = { kind: "damaged", reason: "lines of the journal that cannot be read", count: 1 };
  expect(growing.trace().log._wirewalk?.missing).toEqual([missing]);
});

test("refuses a file that is not a journal, by name", async () => {
  const file = await journalOf('{"log": {}}\n');
  expect(() => follow(file).readOn()).toThrow(`"${file}" is not the journal of a recording.`);
});

function lineOf(seq: number): string {
  const parts: Partial<Exchange> = {
    url: `http://glance/${seq}`,
    requestHeaders: ["x-auth-token", `REDACTED-token-~${seq % 7}`],
    ...(seq % 5 === 0 && { status: 503, more: { retryOf: seq - 1 } }),
  };
  return encodeExchange(anExchange({ seq, startedAt: 1_763_892_000_000 + seq * 100, ...parts }));
}

async function journalOf(text: string): Promise<string> {
  const file = join(await tempFolder(), "images.har.journal");
  writeFileSync(file, text);
  return file;
}

function follow(file: string): GrowingTrace {
  const growing = growTrace(file);
  onTestFinished(growing.close);
  return growing;
}

function urlsOf(growing: GrowingTrace): readonly string[] {
  return growing.trace().log.entries.map(({ request }) => request.url);
}
