/**
 * register-loop.ts CLIENT RECORDER ORIGIN REQUESTS [PEERS]: sends 50 requests at a time with built-in fetch or node:http, with
 * another recorder if one is named; wirewalk is loaded by `--import`. The first tenth is warm-up.
 */
import { mkdtempSync } from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { peakMemory } from "./peak-memory.ts";

const [client = "", recorder = "", origin = "", requests = "1000", peers = ""] = process.argv.slice(2);
const CONCURRENCY = 50;
const url = `${origin}/v2/images?limit=8`;
const agent = new http.Agent({ keepAlive: true, maxSockets: CONCURRENCY });

const ASK: Readonly<Record<string, () => Promise<unknown>>> = {
  fetch: async () => (await fetch(url)).json(),
  http: () =>
    new Promise((resolve, reject) => {
      const request = http.get(url, { agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
      });
      request.on("error", reject);
    }),
};

/** Peers record as their documentation shows, Polly to disk and the others in memory. */
async function startPeer(): Promise<void> {
  const load = createRequire(join(peers, "package.json"));
  if (recorder === "nock") load("nock").default.recorder.rec({ dont_print: true, output_objects: true });
  if (recorder === "msw") {
    const { BatchInterceptor } = load("@mswjs/interceptors");
    const { default: nodeInterceptors } = load("@mswjs/interceptors/presets/node");
    const interceptor = new BatchInterceptor({ name: "bench", interceptors: nodeInterceptors });
    const kept: unknown[] = [];
    interceptor.apply();
    interceptor.on("response", async ({ response }: { response: Response }) => {
      kept.push([response.status, [...response.headers], await response.clone().text()]);
    });
  }
  if (recorder === "Polly") {
    const { Polly } = load("@pollyjs/core");
    Polly.register(load(`@pollyjs/adapter-${client === "fetch" ? "fetch" : "node-http"}`));
    Polly.register(load("@pollyjs/persister-fs"));
    const polly = new Polly("bench", {
      adapters: [client === "fetch" ? "fetch" : "node-http"],
      persister: "fs",
      persisterOptions: { fs: { recordingsDir: mkdtempSync(join(tmpdir(), "wirewalk-bench-")) } },
      recordIfMissing: true,
      mode: "record",
      logLevel: "silent",
    });
    process.on("exit", () => void polly.disconnect());
  }
}

async function loop(count: number): Promise<void> {
  const ask = ASK[client] ?? (() => Promise.reject(new Error(`There is no client ${client}.`)));
  let left = count;
  const one = async (): Promise<void> => {
    while (left-- > 0) await ask();
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, one));
}

await startPeer();
await loop(Math.ceil(Number(requests) / 10));
const cpu = process.cpuUsage();
const own = process.threadCpuUsage();
const start = performance.now();
await loop(Number(requests));
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
const thread = process.threadCpuUsage(own);
console.log(
  JSON.stringify({
    "requests/s": Number(requests) / seconds,
    "CPU µs/request": (user + system) / Number(requests),
    "its thread µs": (thread.user + thread.system) / Number(requests),
    "peak RSS MB": peakMemory() / 2 ** 20,
  }),
);
process.exit();
