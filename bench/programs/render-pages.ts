/** render-pages.ts EXCHANGES: renders the pages of a trace of that many exchanges, one after the other, and keeps none in memory. */
import { type Entry, type Trace } from "../../src/index.ts";
import { planPages } from "../../src/project/pages/plan-pages.ts";
import { peakMemory } from "./peak-memory.ts";

const count = Number(process.argv[2] ?? 1000);
const text = JSON.stringify({
  images: Array.from({ length: 8 }, (_, n) => ({ id: n, name: "cirros", visibility: "shared", size: 21233664 })),
});
const headers = Array.from({ length: 9 }, (_, n) => ({ name: `X-Header-${n}`, value: `value of header ${n}` }));

function entry(index: number): Entry {
  const message = { httpVersion: "HTTP/1.1", cookies: [], headers, headersSize: -1 };
  return {
    startedDateTime: new Date(1_763_892_000_000 + index * 10).toISOString(),
    time: 5,
    request: {
      method: "GET",
      url: `http://127.0.0.1/image/v2/images/thing${index}`,
      queryString: [],
      bodySize: 0,
      ...message,
    },
    response: {
      status: 200,
      statusText: "OK",
      content: { size: text.length, mimeType: "application/json", text },
      redirectURL: "",
      bodySize: text.length,
      ...message,
    },
    cache: {},
    timings: { blocked: 0, dns: -1, connect: -1, ssl: -1, send: 1, wait: 3, receive: 1 },
  };
}

const entries = Array.from({ length: count }, (_, index) => entry(index));
const trace: Trace = { log: { version: "1.2", creator: { name: "bench", version: "1" }, entries } };
const start = performance.now();
const { pages } = planPages(trace, { fileName: "bench.md", title: "bench" });
let [characters, longest] = [0, 0];
for (const { write } of pages) {
  const { page } = await write();
  const { length } = page;
  characters += length;
  longest = Math.max(longest, length);
}
const milliseconds = performance.now() - start;
console.log(
  JSON.stringify({
    ms: Math.round(milliseconds),
    pages: pages.length,
    "MB in all": characters / 1_000_000,
    "MB longest": longest / 1_000_000,
    "peak MB": Math.round(peakMemory() / 2 ** 20),
  }),
);
