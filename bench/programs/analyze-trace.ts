/** analyze-trace.ts EXCHANGES CASE: makes a trace ready for the page; CASE is `in-turn`, `polls`, `overlapping`, `retries` or `nested`. */
import { type Entry, type Trace, analyze } from "../../src/index.ts";

const count = Number(process.argv[2] ?? 1000);

/** What differs from one exchange to the next, a millisecond being the unit of time. */
interface Shape {
  readonly path: string;
  readonly at: number;
  readonly took: number;
  readonly status?: number;
  readonly client?: string;
  readonly server?: string;
}

const SHAPES: Readonly<Record<string, (index: number) => Shape>> = {
  "in-turn": (index) => ({ path: `/images/${toId(index)}`, at: index * 10, took: 5 }),
  polls: (index) => ({ path: "/servers/1", at: index * 10, took: 5 }),
  overlapping: (index) => ({ path: `/images/${toId(index)}`, at: index, took: 50 }),
  retries: (index) => ({
    path: `/images/${toId(index >> 1)}`,
    at: index * 10,
    took: 5,
    status: index % 2 === 0 ? 503 : 200,
  }),
  nested: (index) =>
    index % 5 === 0
      ? { path: `/servers/${toId(index)}`, at: index * 10, took: 49, server: "compute" }
      : { path: `/images/${toId(index)}`, at: index * 10, took: 5, client: "compute", server: "image" },
};

function toId(index: number): string {
  return `9faa6fd5-b254-4184-80c0-${String(index).padStart(12, "0")}`;
}

const headers = Array.from({ length: 9 }, (_, n) => ({ name: `X-Header-${n}`, value: `value ${n}` }));

function entry(index: number, toShape: (index: number) => Shape): Entry {
  const { path, at, took, status = 200, client, server } = toShape(index);
  // The next request asks for what this answer names: each value is followed.
  const item = { id: toId(index + 1), name: "cirros", visibility: "shared", size: 21_233_664 };
  const text = JSON.stringify({ images: Array.from({ length: 8 }, () => item) });
  return {
    startedDateTime: new Date(1_763_892_000_000 + at).toISOString().replace("Z", "000Z"),
    time: took,
    request: {
      method: "GET",
      url: `http://127.0.0.1${path}`,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers,
      queryString: [],
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status,
      statusText: "",
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
    ...(client !== undefined && { _client: client }),
    ...(server !== undefined && { _server: server }),
  };
}

function trace(length: number): Trace {
  const toShape = SHAPES[process.argv[3] ?? ""] ?? SHAPES["in-turn"];
  if (toShape === undefined) throw new Error("There is no such case.");
  const entries = Array.from({ length }, (_, index) => entry(index, toShape));
  return { log: { version: "1.2", creator: { name: "bench", version: "1" }, entries } };
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
    "peak MB": process.resourceUsage().maxRSS / 1000,
    groups: groups.length,
    provenance: provenance.length,
  }),
);
