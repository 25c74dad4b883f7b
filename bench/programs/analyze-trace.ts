/** analyze-trace.ts EXCHANGES CASE: analyzes a trace; CASE is `in-turn`, `polls`, `overlapping`, `retries` or `nested`. */
import { type Trace, analyze } from "../../src/index.ts";
import { type Call, idOf, makeTrace } from "./made-up-trace.ts";
import { peakMemory } from "./peak-memory.ts";

const count = Number(process.argv[2] ?? 1000);

type Shape = Omit<Call, "url" | "id"> & { readonly path: string };

const SHAPES: Readonly<Record<string, (index: number) => Shape>> = {
  "in-turn": (index) => ({ path: `/images/${idOf(index)}`, at: index * 10 }),
  polls: (index) => ({ path: "/servers/1", at: index * 10 }),
  overlapping: (index) => ({ path: `/images/${idOf(index)}`, at: index, took: 50 }),
  retries: (index) => ({ path: `/images/${idOf(index >> 1)}`, at: index * 10, status: index % 2 === 0 ? 503 : 200 }),
  nested: (index) =>
    index % 5 === 0
      ? { path: `/servers/${idOf(index)}`, at: index * 10, took: 49, server: "compute" }
      : { path: `/images/${idOf(index)}`, at: index * 10, client: "compute", server: "image" },
};

function trace(length: number): Trace {
  const toShape = SHAPES[process.argv[3] ?? ""] ?? SHAPES["in-turn"];
  if (toShape === undefined) throw new Error("There is no such case.");
  return makeTrace(length, (index) => {
    const { path, ...call } = toShape(index);
    // The next request contains the value of this response, so each value is traced.
    return { url: `http://127.0.0.1${path}`, id: idOf(index + 1), ...call };
  });
}

analyze(trace(100));
const whole = trace(count);
const start = performance.now();
const { groups, provenance } = analyze(whole);
const milliseconds = performance.now() - start;
console.log(
  JSON.stringify({
    ms: milliseconds,
    "µs/exchange": (milliseconds * 1000) / count,
    "peak MB": peakMemory() / 1_024_000,
    groups: groups.length,
    provenance: provenance.length,
  }),
);
