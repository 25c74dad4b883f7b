/** request-loop.ts VARIANT ORIGIN CONCURRENCY REQUESTS: asks and reads as fast as it can; the first tenth is warm-up. */
import { request } from "undici";

import { createVariant } from "./variants.ts";

const [variant = "", origin = "", concurrency = "1", requests = "1000"] = process.argv.slice(2);
const { dispatcher, finish } = createVariant(variant, { connections: Number(concurrency) });
const headers = { "User-Agent": "wirewalk-bench", Accept: "application/json" };

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
const start = performance.now();
await loop(Number(requests));
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
const peak = process.resourceUsage().maxRSS / 1024;
const saveStart = performance.now();
await finish();
console.log(
  JSON.stringify({
    "requests/s": Number(requests) / seconds,
    "CPU µs/request": (user + system) / Number(requests),
    "peak RSS MB": peak,
    "peak RSS MB with save": process.resourceUsage().maxRSS / 1024,
    "save ms": performance.now() - saveStart,
  }),
);
process.exit();
