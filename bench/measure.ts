import { spawn, spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

/** One measurement of one variant, in a fresh process. */
export type Sample = Readonly<Record<string, number>>;

export interface Comparison {
  readonly title: string;
  /** The others are compared with the first one. */
  readonly variants: readonly string[];
  readonly rounds: number;
  readonly measure: (variant: string) => Promise<Sample>;
  /** The number that ratios are computed from, and whether a larger one is better. */
  readonly ratio: { readonly of: string; readonly better: "more" | "less" };
  /** One more column: that number, scaled as if the first variant's were this. @default none */
  readonly scale?: { readonly to: number; readonly name: string };
}

/**
 * Runs every variant once a round, each round beginning with another one, so that a busy moment of the machine hits all. The ratio is the
 * median of the rounds' own ratios to the first variant; other numbers are plain medians.
 */
export async function compare(comparison: Comparison): Promise<void> {
  const { title, variants, rounds, measure, ratio, scale } = comparison;
  const samples = new Map<string, Sample[]>(variants.map((variant) => [variant, []]));
  for (let round = 1; round <= rounds; round++) {
    process.stderr.write(`\r${title}: round ${round} of ${rounds} `);
    for (const variant of rotate(variants, round)) {
      // Files that one variant wrote must not be flushed to the disk during the next one.
      spawnSync("sync");
      samples.get(variant)?.push(await measure(variant));
    }
  }
  process.stderr.write("\r\u001B[K");
  const [first = ""] = variants;
  const base = samples.get(first) ?? [];
  const rows = variants.map((variant) => {
    const own = samples.get(variant) ?? [];
    const ratios = own.map((sample, round) => quotient(sample, base[round], ratio));
    const middle = median(ratios);
    const scaled = scale && { [scale.name]: ratio.better === "more" ? scale.to * middle : scale.to / middle };
    return {
      variant,
      ratio: middle,
      spread: [Math.min(...ratios), Math.max(...ratios)],
      sample: { ...mediansOf(own), ...scaled },
    };
  });
  printTable(title, rows);
}

function rotate<T>(items: readonly T[], by: number): readonly T[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

function quotient(sample: Sample, base: Sample | undefined, { of, better }: Comparison["ratio"]): number {
  const own = sample[of] ?? Number.NaN;
  const other = base?.[of] ?? Number.NaN;
  return better === "more" ? own / other : other / own;
}

interface Row {
  readonly variant: string;
  readonly ratio: number;
  readonly spread: readonly number[];
  readonly sample: Sample;
}

function printTable(title: string, rows: readonly Row[]): void {
  const columns = [...new Set(rows.flatMap(({ sample }) => Object.keys(sample)))];
  const lines = [
    `\n### ${title}\n`,
    `| variant | ratio | lowest to highest round | ${columns.join(" | ")} |`,
    `|---|---|---|${columns.map(() => "---").join("|")}|`,
    ...rows.map(({ variant, ratio, spread, sample }) => {
      const numbers = columns.map((column) => formatNumber(sample[column] ?? Number.NaN));
      return `| ${variant} | ${ratio.toFixed(2)} | ${spread.map((one) => one.toFixed(2)).join(" to ")} | ${numbers.join(" | ")} |`;
    }),
  ];
  console.log(lines.join("\n"));
}

function formatNumber(value: number): string {
  if (Number.isNaN(value)) return "";
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value < 1 ? 2 : 1);
}

function mediansOf(samples: readonly Sample[]): Sample {
  const names = Object.keys(samples[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(samples.map((sample) => sample[name] ?? Number.NaN))]));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Runs a program of bench/programs, or another by its path, on one core, or on any; its last line of output is its sample. */
export async function runProgram(name: string, args: readonly string[], core: number | "any"): Promise<Sample> {
  const child = spawn(...onCore(core, name, args), { stdio: ["ignore", "pipe", "inherit"] });
  let last = "";
  for await (const line of createInterface({ input: child.stdout })) last = line;
  // The program prints one JSON object of numbers.
  return JSON.parse(last) as Sample;
}

export interface RunningServer {
  readonly origin: string;
  readonly stop: () => void;
}

/** Starts a server program of bench/programs; its first line of output is its origin. */
export async function startServer(name: string, args: readonly string[], core: number): Promise<RunningServer> {
  const child = spawn(...onCore(core, name, args), { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) return { origin: line, stop: () => child.kill() };
  throw new Error(`bench/programs/${name} did not start.`);
}

const HAS_TASKSET = spawnSync("taskset", ["--version"]).status === 0;

/** Client and server on separate cores, if the system supports that. */
export function onCore(core: number | "any", name: string, args: readonly string[]): [string, string[]] {
  const program = [process.execPath, "--expose-gc", resolve(import.meta.dirname, "programs", name), ...args];
  const [file = "", ...rest] = HAS_TASKSET && core !== "any" ? ["taskset", "-c", String(core), ...program] : program;
  return [file, rest];
}
