import { readdirSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { openFileSource } from "../../../src/trace/files/file-source.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

test("hundreds of files are read in parallel, and few of them are open", async () => {
  const folder = await tempFolder();
  const files = Array.from({ length: 300 }, (_, index) => join(folder, `${index}.har`));
  await Promise.all(files.map((file, index) => writeFile(file, `${index} `.repeat(50))));
  const before = readdirSync("/proc/self/fd").length;
  const sources = await Promise.all(files.map((file) => openFileSource(file, 1)));
  for (const at of [0, 20]) {
    const texts = sources.map((source) => source.text(at, at + 20));
    expect(texts).toEqual(sources.map((_, index) => `${index} `.repeat(50).slice(at, at + 20)));
  }
  expect(readdirSync("/proc/self/fd").length - before).toBeLessThanOrEqual(128);
});

test("a descriptor that was closed and now belongs to another file is not used", async () => {
  const folder = await tempFolder();
  const file = join(folder, "first.har");
  await writeFile(file, "first of all");
  const source = await openFileSource(file, 1);
  const others = Array.from({ length: 200 }, (_, index) => join(folder, `${index}`));
  await Promise.all(others.map((other) => writeFile(other, "another one")));
  const kept = await Promise.all(others.map((other) => openFileSource(other, 1)));
  await writeFile(join(folder, "new"), "second, as long");
  await rename(join(folder, "new"), file);
  expect(() => source.text(0, 5)).toThrow(`"${file}" was replaced while it was read.`);
  expect(kept.every((other) => other.text(0, 7) === "another")).toBe(true);
});
