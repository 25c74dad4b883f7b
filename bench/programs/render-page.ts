/** render-page.ts EXCHANGES: makes a page of that many exchanges, once to warm up and once measured. */
import { type Entry, type Trace, render } from "../../src/index.ts";

const count = Number(process.argv[2] ?? 1000);
const item = { id: "9faa6fd5-b254-4184-80c0-66b7c062315e", name: "cirros", visibility: "shared", size: 21233664 };
const text = JSON.stringify({ images: Array.from({ length: 8 }, () => item) });

function entry(index: number): Entry {
  const headers = Array.from({ length: 9 }, (_, n) => ({
    name: `X-Header-${n}`,
    value: `value ${n} of exchange ${index}`,
  }));
  const start = new Date(1_763_892_000_000 + index * 10).toISOString();
  const id = `9faa6fd5-b254-4184-80c0-${String(index).padStart(12, "0")}`;
  return {
    startedDateTime: start,
    time: 5,
    request: {
      method: "GET",
      url: `http://127.0.0.1/image/v2/images/${id}`,
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

function trace(length: number): Trace {
  const creator = { name: "bench", version: "1" };
  return { log: { version: "1.2", creator, entries: Array.from({ length }, (_, index) => entry(index)) } };
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
