import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";

import { describe, expect, test } from "vitest";

import { importFile } from "../../src/import/import-file.ts";
import type { Log } from "../../src/trace/model/types.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const HAR = new URL("fixtures/browser-http2.har", import.meta.url);
const LOG = new URL("fixtures/openstack-reauth-and-redirect.log", import.meta.url);

async function importBytes(bytes: string | Buffer, name = "a.har"): Promise<Log> {
  const file = join(await tempFolder(), name);
  await writeFile(file, bytes);
  return (await importFile(file)).log;
}

interface LooseHar {
  readonly log: { entries: unknown };
}

/** A HAR file with its entries changed. */
async function withEntries(change: (entries: Record<string, unknown>[]) => unknown): Promise<Log> {
  const har = JSON.parse(await readFile(HAR, "utf8")) as LooseHar;
  har.log.entries = change(har.log.entries as Record<string, unknown>[]);
  return importBytes(JSON.stringify(har));
}

const urlsOf = ({ entries }: Log): string[] => entries.map(({ request }) => request.url);

describe("a HAR file", () => {
  test.each([
    ["gzip", gzipSync],
    ["zstd", zstdCompressSync],
    ["UTF-16, big-endian, without a mark", (text: Buffer) => Buffer.from(text.toString(), "utf16le").swap16()],
    ["UTF-16, little-endian, without a mark", (text: Buffer) => Buffer.from(text.toString(), "utf16le")],
  ])("in %s", async (_name, pack) => {
    const plain = await importBytes(await readFile(HAR));
    expect(urlsOf(await importBytes(pack(await readFile(HAR)), "a.har.gz"))).toEqual(urlsOf(plain));
  });

  test("that is packed and damaged is refused by name", async () => {
    const bytes = gzipSync(await readFile(HAR)).subarray(0, 200);
    await expect(importBytes(bytes, "a.har.gz")).rejects.toThrow(
      /a\.har\.gz" is compressed and cannot be decompressed/,
    );
  });

  test("with an object in place of the list of its entries", async () => {
    const plain = await importBytes(await readFile(HAR));
    const object = await withEntries((entries) => Object.fromEntries(entries.entries()));
    expect(urlsOf(object)).toEqual(urlsOf(plain));
    expect(object.comment).toBe("Lists of entries written as an object: 1.");
    expect(urlsOf(await withEntries(([first]) => first))).toEqual(urlsOf(plain).slice(0, 1));
    await expect(withEntries(() => ({}))).rejects.toThrow("contains no exchanges");
    await expect(withEntries(() => ({ name: "x" }))).rejects.toThrow("is not a valid HAR");
  });

  test.each(["", null, undefined, "0001-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z", "n/a"])(
    "with %j for a start next to others that have one",
    async (start) => {
      const log = await withEntries((entries) =>
        entries.map((entry, index) => (index === 0 ? { ...entry, startedDateTime: start, time: 1.79e12 } : entry)),
      );
      expect(log.entries.map(({ startedDateTime }) => startedDateTime).toSorted()[0]).toMatch(/^2026/);
      expect(Math.max(...log.entries.map(({ time }) => time))).toBeLessThan(1000);
      expect(log.comment).toContain("Entries without a start time, which got that of another entry: 1.");
    },
  );

  test("without any start reports it", async () => {
    const log = await withEntries((entries) => entries.map((entry) => ({ ...entry, startedDateTime: "" })));
    expect(log.comment).toContain("They are dated 1970.");
  });
});

describe("a log of OpenStack", () => {
  const toRecord: Readonly<Record<string, (message: string, index: number) => unknown>> = {
    "oslo.log": (message, index) => ({
      message,
      asctime: `2026-11-29 10:00:${String(index).padStart(2, "0")},250`,
      name: "keystoneauth.session",
      msg: "%s",
      args: [message],
      levelname: "DEBUG",
      process: 42,
      context: { request_id: null },
    }),
    Docker: (message, index) => ({
      log: `${message}\n`,
      stream: "stderr",
      time: `2026-11-29T10:00:${String(index).padStart(2, "0")}.250123456Z`,
    }),
    journalctl: (message, index) => ({
      __REALTIME_TIMESTAMP: String(1_795_946_400_250_000 + index * 1_000_000),
      _PID: "7",
      MESSAGE: message,
    }),
    "without times": (message) => ({ event: message }),
  };

  test.each(Object.keys(toRecord))("of a JSON object a line: %s", async (name) => {
    const lines = (await readFile(LOG, "utf8")).trimEnd().split("\n");
    const plain = await importBytes(lines.join("\n"), "a.log");
    const log = await importBytes(lines.map((line, index) => JSON.stringify(toRecord[name]?.(line, index))).join("\n"));
    const tell = ({ entries }: Log): unknown[] =>
      entries.map(({ request, response }) => [request.method, request.url, response.status, response.content.text]);
    expect(tell(log)).toEqual(tell(plain));
    expect(log.entries[0]?.startedDateTime).toMatch(name === "without times" ? /^1970/ : /^2026-11-29T10:00:00\.25/);
  });

  test("whose first line is in another script, in UTF-16 without a mark", async () => {
    const text = `2026 로그 시작\n${await readFile(LOG, "utf8")}`;
    for (const bytes of [Buffer.from(text, "utf16le"), Buffer.from(text, "utf16le").swap16().subarray(0, -1)]) {
      expect((await importBytes(bytes, "a.log")).entries).toHaveLength(7);
    }
  });
});
