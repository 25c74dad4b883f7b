/** compare-traces.ts EXCHANGES CASE: compares that many exchanges with as many; CASE is `fresh-ids`, `reordered` or `stabilize`. */
import { type Trace, compare, stabilize } from "../../src/index.ts";
import { idOf, makeTrace } from "./made-up-trace.ts";
import { peakMemory } from "./peak-memory.ts";

const count = Number(process.argv[2] ?? 1000);
const isReordered = process.argv[3] === "reordered";

function trace(length: number, run: number): Trace {
  return makeTrace(length, (index) => {
    const id = idOf(index, run);
    // A hundred kinds of calls, so that no key occurs once.
    const kind = (index * (isReordered && run === 1 ? 7 : 1)) % 100;
    return { url: `http://127.0.0.1/kind${kind}/images/${id}`, id, at: index * 10 };
  });
}

compare(trace(100, 0), trace(100, 1));
const [before, after] = [trace(count, 0), trace(count, 1)];
const start = performance.now();
const differing =
  process.argv[3] === "stabilize"
    ? stabilize(after, before).changed
    : compare(before, after).steps.filter(({ differences }) => differences.length > 0).length;
const milliseconds = performance.now() - start;
console.log(
  JSON.stringify({
    ms: milliseconds,
    "µs/exchange": (milliseconds * 1000) / count,
    "peak MB": peakMemory() / 1_024_000,
    differing,
  }),
);
