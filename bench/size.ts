import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { writeLongTrace } from "../test/helpers/long-trace.ts";
import { type Sample, compare } from "./measure.ts";

/**
 * Commands on traces that are longer than a string can be, next to jq and to mitmproxy's loading of the same exchanges: megabytes of the file per
 * second of CPU time, and memory. BENCH_MEGABYTES is the size (@default 2000), BENCH_COMMANDS a comma-separated list of commands (@default all). Those
 * that search every text for every format take an hour of CPU time together, so each sample is printed as soon as it is measured.
 */
export async function benchSize(rounds: number): Promise<void> {
  const megabytes = Number(process.env["BENCH_MEGABYTES"] ?? 2000);
  const wanted = process.env["BENCH_COMMANDS"]?.split(",");
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
  const files = { trace: join(folder, "long.har"), flows: join(folder, "long.flows"), usage: join(folder, "usage") };
  try {
    for (const { kind, exchanges, body, commands } of [
      { kind: "answers of 1 MB", exchanges: megabytes, body: 1_000_000, commands: Object.keys(WORDS) },
      // With so many exchanges, diagrams and comparisons read only the beginning.
      { kind: "exchanges of 2 KB", exchanges: megabytes * 500, body: 400, commands: ["show", "diagram", "scan"] },
    ]) {
      writeLongTrace(files.trace, { exchanges, body });
      run("/usr/bin/python3", [
        join(import.meta.dirname, "programs/write-flows.py"),
        String(exchanges),
        String(body),
        files.flows,
      ]);
      await compare({
        title: `a trace of ${megabytes} MB, ${kind}`,
        variants: ["jq", "mitmproxy", ...commands.filter((command) => wanted?.includes(command) ?? true)],
        rounds,
        measure: async (variant) => {
          const sample = measure(variant, files);
          process.stderr.write(`${variant}: ${JSON.stringify(sample)}\n`);
          return sample;
        },
        ratio: { of: "MB/s", better: "more" },
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Files {
  readonly trace: string;
  readonly flows: string;
  /** The file that `time` writes. */
  readonly usage: string;
}

const MAIN = join(import.meta.dirname, "../dist/wirewalk.js");

function measure(variant: string, { trace, flows, usage }: Files): Sample {
  const [file, ...argv] =
    variant === "mitmproxy"
      ? [flows, "mitmdump", "-q", "-n", "-r", flows]
      : [
          trace,
          ...(variant === "jq"
            ? ["jq", "-c", ".log.entries[]", trace]
            : [process.execPath, MAIN, ...wordsOf(variant, trace)]),
        ];
  run("/usr/bin/time", ["-o", usage, "-f", "%U %S %M", ...argv]);
  const [user = 0, system = 0, kilobytes = 0] = readFileSync(usage, "utf8").trim().split(/\s+/).map(Number);
  return { "MB/s": statSync(file).size / 1e6 / (user + system), "peak MB": kilobytes / 1000 };
}

/** Every command that reads a trace and ends by itself, with its other arguments; `OUT` is its output file. */
const WORDS: Readonly<Record<string, string>> = {
  show: "show TRACE",
  diagram: "diagram TRACE --format text",
  diff: "diff TRACE TRACE",
  doctor: "doctor TRACE",
  render: "render TRACE -o OUT.md",
  scan: "scan TRACE",
  redact: "redact TRACE -o OUT.har",
  share: "share TRACE -o OUT.zip",
  gather: "gather TRACE -o OUT.har",
  "export curl": "export TRACE --format curl -o OUT.sh",
  "export har": "export TRACE --format har -o OUT.har",
  "export html": "export TRACE --format html -o OUT.html",
  "export openapi": "export TRACE --format openapi -o OUT.yaml",
  "export otlp": "export TRACE --format otlp -o OUT.jsonl",
};

function wordsOf(command: string, trace: string): readonly string[] {
  const words = (WORDS[command] ?? "").split(" ");
  return words.map((word) => (word === "TRACE" ? trace : word.replace(/^OUT/, join(dirname(trace), "out"))));
}

function run(program: string, argv: readonly string[]): void {
  const { status, error, stderr } = spawnSync(program, argv, { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${argv.join(" ")} ended with ${status}:\n${stderr}`);
}
