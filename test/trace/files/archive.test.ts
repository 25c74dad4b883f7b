import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";

import { readTrace } from "../../../src/trace/files/file.ts";
import { serializeTrace } from "../../../src/trace/model/serialize.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { aTrace } from "../../replay/a-trace.ts";

const TRACE = aTrace({ url: "/a", text: "1" }, { url: "/b", text: "2" });

async function pack(files: Readonly<Record<string, string>>): Promise<{ file: string; bytes: Uint8Array }> {
  const file = join(await tempFolder(), "x.zip");
  const bytes = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
  await writeFile(file, bytes);
  return { file, bytes };
}

describe("a trace in an archive", () => {
  test("is read like its file, whatever the name of the archive", async () => {
    const { bytes } = await pack({ "README.md": "x", "trace.har": serializeTrace(TRACE) });
    const file = join(await tempFolder(), "from a colleague.har");
    await writeFile(file, bytes);
    expect(await readTrace(file)).toEqual(TRACE);
  });

  test("is read entry by entry if it is long", async () => {
    const text = "é".repeat(9_000_000);
    const { file } = await pack({ "trace.har": serializeTrace(aTrace({ url: "/long", text }, { url: "/b" })) });
    const { log } = await readTrace(file);
    expect([log.entries.length, log.entries[0]?.response.content.text === text]).toEqual([2, true]);
  });

  test("has its own kind in messages", async () => {
    const { file } = await pack({ "trace.har": "{" });
    await expect(readTrace(file)).rejects.toThrow(`Trace "${file}/trace.har" is not valid JSON`);
  });

  test.each([
    ["has none", { "a.txt": "x" }],
    ["has one in a folder", { "in/trace.har": serializeTrace(TRACE) }],
  ])("is reported as missing if it %s", async (_what, files) => {
    const { file } = await pack(files);
    await expect(readTrace(file)).rejects.toThrow(`"${file}" is a ZIP file without "trace.har", or is damaged.`);
  });

  test("is reported as missing if the archive is truncated", async () => {
    const { file, bytes } = await pack({ "trace.har": serializeTrace(TRACE) });
    for (const length of [4, 30, bytes.length - 30, bytes.length - 1]) {
      await writeFile(file, bytes.subarray(0, length));
      await expect(readTrace(file)).rejects.toThrow("or is damaged.");
    }
  });

  test("is not unpacked past a limit, whatever the archive states", async () => {
    const { file, bytes } = await pack({ "trace.har": serializeTrace(TRACE) });
    const directory = Buffer.from(bytes).indexOf("PK\u0001\u0002");
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(directory + 24, 0xf000_0000, true);
    await writeFile(file, bytes);
    await expect(readTrace(file)).rejects.toThrow(`"trace.har" in "${file}" is larger than 1 GB`);
  });
});
