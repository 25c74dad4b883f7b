import { once } from "node:events";
import http from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { inspect } from "node:util";

/** The order of what happens, and what a program can see of the objects. */
function ask(url, { options = {}, write, onResponse } = {}) {
  const events = [];
  const request = http.request(url, options);
  for (const name of ["information", "continue", "finish", "abort", "timeout"]) {
    request.on(name, (detail) => events.push(detail?.statusCode === undefined ? name : `${name} ${detail.statusCode}`));
  }
  const outcome = new Promise((resolve) => {
    request.on("error", ({ code, message }) => events.push(`error ${code} ${message}`));
    request.on("close", () =>
      resolve({ events, own: Reflect.ownKeys(request).map(String), listeners: countsOf(request) }),
    );
    request.on("response", async (response) => {
      events.push(`response ${response.statusCode} ${response.statusMessage}`);
      const seen = {
        own: Reflect.ownKeys(response).map(String),
        listeners: countsOf(response),
        raw: response.rawHeaders,
      };
      events.push(seen, inspect(response, { depth: 0, showHidden: true }).length);
      response.on("aborted", () => events.push("aborted"));
      response.on("error", ({ code, message }) => events.push(`response error ${code} ${message}`));
      response.on("end", () => events.push(`end ${response.rawTrailers.join()}`));
      await (onResponse ?? readAll)(response, events, request);
    });
  });
  if (write === undefined) request.end();
  else write(request);
  return outcome;
}

function countsOf(emitter) {
  return emitter.eventNames().map((name) => `${String(name)}: ${emitter.listenerCount(name)}`);
}

async function readAll(response, events) {
  let text = "";
  response.setEncoding("latin1");
  response.on("data", (chunk) => (text += chunk));
  await once(response, "close");
  events.push(text);
}

const writing = (...chunks) => ({
  options: { method: "POST" },
  write: (request) => {
    for (const chunk of chunks.slice(0, -1)) request.write(chunk);
    request.end(chunks.at(-1));
  },
});

export const scenarios = {
  get: (url) => ask(`${url}/echo?q=1`, { options: { headers: { "X-Own": "1", "x-more": ["2", "3"] } } }),
  end: (url) => ask(`${url}/echo`, writing("texť")),
  writes: (url) => ask(`${url}/echo`, writing("one ", Buffer.from("two "), "three")),
  "end-empty": (url) => ask(`${url}/echo`, writing("one", undefined)),
  latin1: (url) =>
    ask(`${url}/echo`, { options: { method: "POST" }, write: (request) => request.end("\u00E9", "latin1") }),
  length: (url) =>
    ask(`${url}/echo`, {
      options: { method: "PUT", headers: { "Content-Length": 3 } },
      write: (one) => one.end("abc"),
    }),
  pipe: (url) =>
    ask(`${url}/echo`, {
      options: { method: "POST" },
      write: (request) => pipeline(Readable.from(["a", "b"]), request),
    }),
  "get-with-body": (url) =>
    ask(`${url}/echo`, {
      options: { method: "GET", headers: { "Content-Length": 3 } },
      write: (one) => one.end("abc"),
    }),
  "header-list": (url) => ask(`${url}/echo`, { options: { headers: ["Host", "own.example", "X-Own", "1"] } }),
  expect: (url) =>
    ask(`${url}/echo`, {
      options: { method: "POST", headers: { Expect: "100-continue" } },
      write: (request) => request.on("continue", () => request.end("continued")),
    }),
  gzip: (url) => ask(`${url}/gzip`),
  chunked: (url) => ask(`${url}/chunked`),
  trailers: (url) => ask(`${url}/trailers`),
  hints: (url) => ask(`${url}/hints`),
  head: (url) => ask(`${url}/head`, { options: { method: "HEAD" } }),
  empty: (url) => ask(`${url}/empty`),
  unmodified: (url) => ask(`${url}/unmodified`),
  "until-close": (url) => ask(`${url}/until-close`),
  paused: (url) =>
    ask(`${url}/long`, {
      onResponse: async (response, events) => {
        let size = 0;
        for await (const chunk of response) {
          size += chunk.length;
          await new Promise((resolve) => setImmediate(resolve));
        }
        events.push(size);
      },
    }),
  unread: async (url) => {
    const request = http.get(`${url}/chunked`);
    await once(request, "close");
    return { counts: countsOf(request) };
  },
  "keep-alive": async (url) => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const first = await ask(`${url}/echo?n=1`, { options: { agent } });
    const second = await ask(`${url}/echo?n=2`, { options: { agent } });
    agent.destroy();
    return [first, second];
  },
  upgrade: async (url) => {
    const request = http.request(`${url}/upgrade`, { headers: { Connection: "Upgrade", Upgrade: "echo" } }).end();
    const [response, socket] = await once(request, "upgrade");
    const [first] = await once(socket, "data");
    socket.destroy();
    return { status: response.statusCode, raw: response.rawHeaders, first: first.toString() };
  },
  reset: (url) => ask(`${url}/reset`),
  "reset-midway": (url) => ask(`${url}/half`),
  garbage: (url) => ask(`${url}/garbage`),
  destroy: (url) =>
    ask(`${url}/endless`, {
      onResponse: async (response, _events, request) => {
        await once(response, "data");
        request.destroy();
      },
    }),
  "destroy-at-once": (url) => ask(`${url}/never-sent`, { write: (request) => request.destroy() }),
  signal: (url) => ask(`${url}/silent`, { options: { signal: AbortSignal.timeout(500) } }),
  refused: () => ask("http://127.0.0.1:1/refused"),
};
