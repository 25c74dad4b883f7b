/** request-loop.ts VARIANT ORIGIN CONCURRENCY REQUESTS: sends requests and reads responses as fast as possible; the first tenth is warm-up. */
import { request } from "undici";

import { peakMemory } from "./peak-memory.ts";
import { createVariant } from "./variants.ts";

const [variant = "", origin = "", concurrency = "1", requests = "1000"] = process.argv.slice(2);
const { dispatcher, finish } = createVariant(variant, { connections: Number(concurrency) });
const headers = {
  "User-Agent": "wirewalk-bench",
  Accept: "application/json",
  "X-Auth-Token": "gAAAAABn0tKq3vXJ9yP4mW7cZ2bL8dR5sT1uF6hGkQ",
};

async function loop(count: number): Promise<void> {
  let left = count;
  const one = async (): Promise<void> => {
    while (left-- > 0) {
      const { body } = await request(`${origin}/v2/images?limit=8`, { dispatcher, headers });
      await body.json();
    }
  };
  await Promise.all(Array.from({ length: Number(concurrency) }, one));
}

await loop(Math.ceil(Number(requests) / 10));
const cpu = process.cpuUsage();
const own = process.threadCpuUsage();
const start = performance.now();
await loop(Number(requests));
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
const thread = process.threadCpuUsage(own);
const peak = peakMemory() / 2 ** 20;
const saveCpu = process.cpuUsage();
await finish();
const save = process.cpuUsage(saveCpu);
console.log(
  JSON.stringify({
    "requests/s": Number(requests) / seconds,
    "CPU µs/request": (user + system) / Number(requests),
    "its thread µs": (thread.user + thread.system) / Number(requests),
    "peak RSS MB": peak,
    "peak RSS MB with save": peakMemory() / 2 ** 20,
    "save µs/request": (save.user + save.system) / (Number(requests) + Math.ceil(Number(requests) / 10)),
  }),
);
process.exit();
