/** render-page.ts EXCHANGES: renders a page of that many exchanges, once to warm up and once measured. */
import { type Trace, render } from "../../src/index.ts";
import { idOf, makeTrace } from "./made-up-trace.ts";

const count = Number(process.argv[2] ?? 1000);

function trace(length: number): Trace {
  return makeTrace(length, (index) => ({
    url: `http://127.0.0.1/image/v2/images/${idOf(index)}`,
    id: "9faa6fd5-b254-4184-80c0-66b7c062315e",
    at: index * 10,
  }));
}

const options = { title: "bench", locale: "en" };
await render(trace(100), options);
const input = trace(count);
const start = performance.now();
const page = await render(input, options);
const milliseconds = performance.now() - start;
console.log(
  JSON.stringify({
    ms: milliseconds,
    "µs/exchange": (milliseconds * 1000) / count,
    "page MB": page.length / 1_000_000,
  }),
);
