/**
 * save-journal.ts VARIANT EXCHANGES: writes a journal of exchanges like those of json-server.ts, then measures what saving it takes. Nothing has run
 * before, as at the end of a recording.
 */
import { hash } from "node:crypto";
import { closeSync, fsyncSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { saveJournal } from "../../src/record/capture/save.ts";
import { createRedactor } from "../../src/redact/redactor.ts";
import { createJournal } from "../../src/trace/journal/journal-file.ts";
import { anExchange } from "../../test/helpers/an-exchange.ts";
import { peakMemory } from "./peak-memory.ts";

const [variant = "", exchanges = "33000"] = process.argv.slice(2);

/** Xorshift, so that each run has the same bytes. */
let state = 0x9e_37_79_b9;
function nextHex(): string {
  let text = "";
  for (let word = 0; word < 4; word += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    text += (state >>> 0).toString(16).padStart(8, "0");
  }
  return text;
}

const TOKEN = "gAAAAABn0tKq3vXJ9yP4mW7cZ2bL8dR5sT1uF6hGkQ";

function createText(): string {
  const images = Array.from({ length: 6 }, () => {
    return { id: nextHex(), name: "cirros", visibility: "shared", checksum: nextHex(), size: 21_233_664 };
  });
  return JSON.stringify({ images }).padEnd(1024);
}

const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
const file = join(folder, "trace.har");
const redactor = createRedactor();
const journal = createJournal(`${file}.journal`, { wirewalkJournal: 1 }, { onError: (error) => console.error(error) });
for (let seq = 1; seq <= Number(exchanges); seq += 1) {
  const exchange = anExchange({
    seq,
    startedAt: 1_795_000_000_000 + seq * 1.377,
    blocked: 0.021,
    send: 0.113,
    wait: 1.204,
    receive: 0.087,
    method: "GET",
    url: "http://127.0.0.1:40123/v2/images?limit=8",
    requestHeaders: [
      "Host",
      "127.0.0.1:40123",
      "Connection",
      "keep-alive",
      "User-Agent",
      "wirewalk-bench",
      "Accept",
      "application/json",
      "X-Auth-Token",
      TOKEN,
    ],
    responseHeaders: [
      "Date",
      "Mon, 23 Nov 2026 10:00:00 GMT",
      "Server",
      "bench",
      "Content-Type",
      "application/json",
      "X-Openstack-Request-Id",
      `req-${nextHex()}`,
      "Vary",
      "Accept",
      "Connection",
      "keep-alive",
      "Content-Length",
      "1024",
    ],
    responseBody: {
      mimeType: "application/json",
      text: createText(),
      base64: false,
      wireSize: 1024,
      decodedSize: 1024,
      sha256: undefined,
    },
    more: { serverAddress: "127.0.0.1", connection: "40123" },
  });
  redactor.redactExchange(exchange);
  journal.append(exchange);
  if (seq % 50 === 0) journal.flush();
}
journal.flush();
if (variant === "something learned late") redactor.learn("Wd7-kQ2_mN9.xR4vB8tL", "token");

async function work(): Promise<void> {
  if (variant === "bytes alone") return passBytes();
  await saveJournal(journal, file, { redactor, origin: {}, faults: { count: 0, first: undefined } });
}

/** What no recorder can save itself: finding the lines, a digest of each, and writing as many bytes. */
function passBytes(): void {
  const [from, to] = [openSync(journal.file, "r"), openSync(file, "w")];
  const block = Buffer.allocUnsafe(1 << 18);
  const digests: string[] = [];
  let position = 0;
  for (
    let count = readSync(from, block, 0, block.length, 0);
    count > 0;
    count = readSync(from, block, 0, block.length, position)
  ) {
    let start = 0;
    for (let end = block.indexOf(10); end >= 0 && end < count; end = block.indexOf(10, start)) {
      digests.push(hash("sha256", block.subarray(start, end), "base64").slice(0, 6));
      start = end + 1;
    }
    if (start === 0) break;
    writeSync(to, block, 0, start);
    position += start;
  }
  fsyncSync(to);
  closeSync(to);
  closeSync(from);
  journal.remove();
}

globalThis.gc?.();
const cpu = process.cpuUsage();
const own = process.threadCpuUsage();
const start = performance.now();
await work();
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
const thread = process.threadCpuUsage(own);
console.log(
  JSON.stringify({
    "us/exchange": (user + system) / Number(exchanges),
    "of it system": system / Number(exchanges),
    "its thread": (thread.user + thread.system) / Number(exchanges),
    seconds,
    "peak RSS MB": peakMemory() / 2 ** 20,
  }),
);
rmSync(folder, { recursive: true });
process.exit();
