/**
 * gather-sources.ts gather|jq EXCHANGES [SOURCES]: writes sources of that many exchanges each, as recorders write them, merges them into one file,
 * and measures that.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { writeFileAtomically } from "../../src/trace/files/write-file.ts";
import { createManifest } from "../../src/trace/manifest/write-manifest.ts";
import { serializeTraceChunks } from "../../src/trace/model/serialize.ts";
import type { Entry } from "../../src/trace/model/types.ts";
import { createStepIds } from "../../src/trace/names/step-id.ts";
import { idOf, makeTrace } from "./made-up-trace.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");

const [kind = "gather", count = "1000", sources = "10"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
try {
  const files: string[] = [];
  for (let source = 0; source < Number(sources); source += 1) {
    const file = join(folder, `web-${source}.har`);
    await writeSource(file, source);
    files.push(file);
  }
  measure(files, join(folder, "all.har"));
} finally {
  rmSync(folder, { recursive: true });
}

/** Of two sources, the second saw the requests of the first, a little later. */
async function writeSource(file: string, source: number): Promise<void> {
  const manifest = createManifest();
  const createId = createStepIds();
  const [pair, isServer] = [source >> 1, source % 2 === 1];
  const toEntry = (index: number): Entry => {
    const id = idOf(index, pair % 10);
    const url = `http://127.0.0.1/kind${index % 100}/images/${id}`;
    const at = index * 10 + pair;
    const { log } = makeTrace(1, () => ({ url, id, at, ...(isServer && { at: at + 1, took: 3 }) }));
    const [entry] = log.entries;
    if (entry === undefined) throw new Error("There is no exchange.");
    const { request } = entry;
    const traceparent = `00-${String(pair).padStart(32, "a")}-${index.toString(16).padStart(16, "b")}-01`;
    const headers = [...request.headers, { name: "traceparent", value: traceparent }];
    return { ...entry, request: { ...request, headers }, _id: createId("GET", url) };
  };
  function* listEntries(): Generator<Entry> {
    for (let index = 0; index < Number(count); index += 1) {
      const entry = toEntry(index);
      manifest.add(entry, index + 1);
      yield entry;
    }
  }
  const toOrigin = () => ({ format: 1, manifest: manifest.finish(Number(count)), redacted: {} }) as const;
  await writeFileAtomically(file, serializeTraceChunks({}, listEntries(), toOrigin));
}

function measure(files: readonly string[], output: string): void {
  const program =
    kind === "jq"
      ? [
          "sh",
          "-c",
          `jq -s '{log: (.[0].log + {entries: (map(.log.entries) | add | sort_by(.startedDateTime))})}' "$@" > ${output}`,
          "sh",
        ]
      : [process.execPath, MAIN, "gather", "-o", output];
  // GNU time: CPU seconds of the process and of those that it started, its peak of memory in KB, and wall-clock seconds.
  const format = ["-f", "%U %S %M %e"];
  const { stderr, status } = spawnSync("/usr/bin/time", [...format, ...program, ...files], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const last = stderr.trim().split("\n").at(-1) ?? "";
  const [user = 0, system = 0, peak = 0, seconds = 0] = last.split(" ").map(Number);
  const cpu = user + system;
  const exchanges = files.length * Number(count);
  console.log(
    JSON.stringify({ "CPU s": cpu, "µs/exchange": (cpu * 1e6) / exchanges, "peak MB": peak / 1000, seconds }),
  );
}
