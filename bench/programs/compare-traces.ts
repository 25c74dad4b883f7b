/** compare-traces.ts EXCHANGES CASE: compares that many exchanges with as many; CASE is `fresh-ids`, `reordered` or `stabilize`. */
import { type Entry, type Trace, compare, stabilize } from "../../src/index.ts";

const count = Number(process.argv[2] ?? 1000);
const isReordered = process.argv[3] === "reordered";
const headers = Array.from({ length: 9 }, (_, n) => ({ name: `X-Header-${n}`, value: `value ${n}` }));

function entry(index: number, run: number): Entry {
  const id = `9faa6fd5-b254-4184-80c${run}-${String(index).padStart(12, "0")}`;
  const item = { id, name: "cirros", visibility: "shared", size: 21_233_664 };
  const text = JSON.stringify({ images: Array.from({ length: 8 }, () => item) });
  return {
    startedDateTime: new Date(1_763_892_000_000 + index * 10).toISOString(),
    time: 5,
    request: {
      method: "GET",
      // A hundred kinds of calls, so that no key occurs once.
      url: `http://127.0.0.1/kind${(index * (isReordered && run === 1 ? 7 : 1)) % 100}/images/${id}`,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers,
      queryString: [],
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status: 200,
      statusText: "OK",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers,
      content: { size: text.length, mimeType: "application/json", text },
      redirectURL: "",
      headersSize: -1,
      bodySize: text.length,
    },
    cache: {},
    timings: { blocked: 0, dns: -1, connect: -1, ssl: -1, send: 1, wait: 3, receive: 1 },
  };
}

function trace(length: number, run: number): Trace {
  const creator = { name: "bench", version: "1" };
  return { log: { version: "1.2", creator, entries: Array.from({ length }, (_, index) => entry(index, run)) } };
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
    "peak MB": process.resourceUsage().maxRSS / 1000,
    differing,
  }),
);
