/** body-transfer.ts VARIANT ORIGIN down|up MEGABYTES: one long body through the recorder, as a stream. */
import { Readable } from "node:stream";

import { request } from "undici";

import { peakMemory } from "./peak-memory.ts";
import { createVariant } from "./variants.ts";

const [variant = "", origin = "", direction = "down", megabytes = "1"] = process.argv.slice(2);
const { dispatcher, finish } = createVariant(variant, {});
const size = Number(megabytes) * 1_000_000;

async function download(bytes: number): Promise<void> {
  const { body } = await request(`${origin}/${bytes}`, { dispatcher });
  let received = 0;
  for await (const chunk of body) received += (chunk as Buffer).byteLength;
  if (received !== bytes) throw new Error(`Received ${received} of ${bytes} bytes.`);
}

async function upload(bytes: number): Promise<void> {
  const block = Buffer.alloc(1 << 16, "wirewalk ");
  let left = bytes;
  const body = new Readable({
    read() {
      const next = Math.min(left, block.byteLength);
      left -= next;
      this.push(next === 0 ? null : block.subarray(0, next));
    },
  });
  const headers = { "content-length": String(bytes) };
  const answer = await request(`${origin}/`, { method: "PUT", body, headers, dispatcher });
  await answer.body.text();
}

const transfer = direction === "up" ? upload : download;
await transfer(2_000_000);
const start = performance.now();
await transfer(size);
const seconds = (performance.now() - start) / 1000;
const peak = peakMemory() / 2 ** 20;
await finish();
console.log(JSON.stringify({ "MB/s": size / 1_000_000 / seconds, "peak RSS MB": peak }));
process.exit();
