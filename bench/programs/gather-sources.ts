/** gather-sources.ts gather|jq EXCHANGES: writes ten sources of that many exchanges each, makes one file of them, and measures that. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { serializeTrace } from "../../src/index.ts";
import { idOf, makeTrace } from "./made-up-trace.ts";

const [kind = "gather", count = "1000"] = process.argv.slice(2);
const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");
const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
try {
  const files = Array.from({ length: 10 }, (_, source) => {
    const trace = makeTrace(Number(count), (index) => {
      const id = idOf(index, source);
      return { url: `http://127.0.0.1/kind${index % 100}/images/${id}`, id, at: index * 10 + source };
    });
    const file = join(folder, `web-${source}.har`);
    writeFileSync(file, serializeTrace(trace));
    return file;
  });
  const output = join(folder, "all.har");
  const program =
    kind === "jq"
      ? [
          "sh",
          "-c",
          `jq -s '{log: (.[0].log + {entries: (map(.log.entries) | add | sort_by(.startedDateTime))})}' "$@" > ${output}`,
          "sh",
        ]
      : [process.execPath, MAIN, "gather", "-o", output];
  // GNU time: CPU seconds of the process and of those that it started, and its peak of memory in KB.
  const { stderr, status } = spawnSync("/usr/bin/time", ["-f", "%U %S %M", ...program, ...files], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const [user = 0, system = 0, peak = 0] = (stderr.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
  const cpu = user + system;
  console.log(
    JSON.stringify({ "CPU s": cpu, "µs/exchange": (cpu * 1e6) / (10 * Number(count)), "peak MB": peak / 1000 }),
  );
} finally {
  rmSync(folder, { recursive: true });
}
