import { execFileSync } from "node:child_process";
import { closeSync, fstatSync, openSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { readTrace } from "../../../src/trace/files/file.ts";
import { readStream } from "../../../src/trace/files/read-stream.ts";
import { serializeTrace } from "../../../src/trace/model/serialize.ts";
import { inTurn } from "../../analyze/an-entry.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

test("a device without an end is refused", async () => {
  const descriptor = openSync("/dev/zero", "r");
  try {
    await expect(readStream(descriptor, '"/dev/zero"', 10_000_000)).rejects.toThrow(
      '"/dev/zero" is not a file, and has more than 10 MB.',
    );
  } finally {
    closeSync(descriptor);
  }
});

test("a refused device is left to its opener: its descriptor may belong to another file by then", async () => {
  const descriptor = openSync("/dev/zero", "r");
  await expect(readStream(descriptor, '"/dev/zero"', 100_000)).rejects.toThrow("is not a file");
  closeSync(descriptor);
  const other = openSync(import.meta.filename, "r");
  expect(other).toBe(descriptor);
  // The remaining work for the first stream happens before that for the last of these.
  for (let turn = 0; turn < 20; turn += 1) await stat(import.meta.filename);
  expect(fstatSync(other).isFile()).toBe(true);
  closeSync(other);
});

test("a named pipe is opened once, and read to its end", async () => {
  const pipe = join(await tempFolder(), "pipe");
  execFileSync("mkfifo", [pipe]);
  const trace = inTurn({ answer: "한글".repeat(100_000) }, { answer: "short" });
  const writing = (async () => {
    const writer = await open(pipe, "w");
    await writer.writeFile(serializeTrace(trace));
    await writer.close();
  })();
  const { log } = await readTrace(pipe);
  await writing;
  expect(log.entries).toHaveLength(2);
});
