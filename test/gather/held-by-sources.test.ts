import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { expect, test } from "vitest";

import { toParts } from "../../src/gather/read-parts.ts";
import { survey } from "../../src/gather/survey.ts";
import { createManifest } from "../../src/trace/manifest/write-manifest.ts";
import { serializeTrace } from "../../src/trace/model/serialize.ts";
import { locateWritten } from "../../src/trace/stream/locate-written.ts";
import { readSource } from "../../src/trace/stream/read-source.ts";
import type { TextSource } from "../../src/trace/stream/text-source.ts";
import { inTurn } from "../analyze/an-entry.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const SOURCES = 500;

test("for thousands of short sources, little more than their exchanges is in memory", () => {
  const { log } = inTurn({ url: "http://a/one", answer: {} }, { url: "http://a/two", answer: {} });
  const manifest = createManifest();
  for (const [index, entry] of log.entries.entries()) manifest.add(entry, index + 1);
  const text = serializeTrace({
    log: { ...log, _wirewalk: { format: 1, redacted: {}, manifest: manifest.finish(2) } },
  });
  const bytes = Buffer.from(text);
  const read = (name: string): unknown => {
    const source: TextSource = {
      name,
      length: bytes.length,
      isUtf8: true,
      block: (from: number) => bytes.subarray(from),
      text: (start: number, end: number) => bytes.toString("utf8", start, end),
    };
    return toParts(readSource(source, { longestWhole: 0, locateWritten }), name).map((part) => survey(part));
  };
  const held = (): number => {
    // What one garbage collection finds is freed by a thread of V8; the next collection waits for that thread.
    collect();
    collect();
    return process.memoryUsage().arrayBuffers;
  };
  const kept = [read("first.har")];
  const before = held();
  for (let index = 0; index < SOURCES; index += 1) kept.push(read(`web-${index}.har`));
  expect((held() - before) / SOURCES).toBeLessThan(2048);
  expect(kept).toHaveLength(SOURCES + 1);
});
