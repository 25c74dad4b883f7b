/**
 * One long body, kept whole and redacted as by a recorder: `redact-long-body.ts VARIANT`, where VARIANT is kind and size, `json 1 MiB`. Prints
 * its sample as JSON. Each body has a named secret in every 4 KB.
 */
import { createRedactor } from "../../src/redact/redactor.ts";
import type { Exchange } from "../../src/trace/journal/exchange.ts";
import { anExchange } from "../../test/helpers/an-exchange.ts";
import { peakMemory } from "./peak-memory.ts";

const [variant = ""] = process.argv.slice(2);
const [kind = "", count = "1", unit = "KiB"] = variant.split(" ");
const size = Number(count) * (unit === "MiB" ? 1 << 20 : 1 << 10);

/** Xorshift, so that each run has the same bytes. */
let state = 0x9e_37_79_b9;
function nextHex(length: number): string {
  let text = "";
  while (text.length < length) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    text += (state >>> 0).toString(16).padStart(8, "0");
  }
  return text.slice(0, length);
}

const member = (): Record<string, string> => ({
  id: nextHex(32),
  name: "server",
  status: "ACTIVE",
  checksum: nextHex(64),
});
const asJson = (): string => JSON.stringify(member());
const asXml = (): string =>
  `<server><id>${nextHex(32)}</id><name>server</name><checksum>${nextHex(64)}</checksum></server>`;
const asText = (): string =>
  `2026-11-29 10:00:00.123 12 INFO nova.compute [req-${nextHex(32)}] Took 3.2 seconds to spawn ${nextHex(32)}\n`;

interface Kind {
  readonly type: string;
  readonly piece: () => string;
  readonly secret: (value: string) => string;
  readonly around: readonly [head: string, between: string, tail: string];
}

const KINDS: Readonly<Record<string, Kind>> = {
  json: {
    type: "application/json",
    piece: asJson,
    secret: (value) => JSON.stringify({ password: value }),
    around: ["[", ",", "]"],
  },
  xml: {
    type: "application/xml",
    piece: asXml,
    secret: (value) => `<password>${value}</password>`,
    around: ["<servers>", "", "</servers>"],
  },
  form: {
    type: "application/x-www-form-urlencoded",
    piece: () => new URLSearchParams(member()).toString(),
    secret: (value) => `password=${value}`,
    around: ["", "&", ""],
  },
  text: { type: "text/plain", piece: asText, secret: (value) => `password=${value}\n`, around: ["", "", ""] },
  ndjson: {
    type: "application/x-ndjson",
    piece: asJson,
    secret: (value) => JSON.stringify({ password: value }),
    around: ["", "\n", "\n"],
  },
  sse: {
    type: "text/event-stream",
    piece: () => `data: ${asJson()}`,
    secret: (value) => `data: {"password":"${value}"}`,
    around: ["", "\n\n", "\n\n"],
  },
};

function createText({ piece, secret, around: [head, between, tail] }: Kind, least: number): string {
  const pieces: string[] = [];
  for (let length = 0; length < least; length += (pieces.at(-1) ?? "").length + between.length) {
    pieces.push(pieces.length % 32 === 31 ? secret(nextHex(24)) : piece());
  }
  return head + pieces.join(between) + tail;
}

/** Bytes: a multiple exceeds the usual variation of a program of this size. */
const SHORTEST_MEASURED = 16 << 20;

const own = KINDS[kind];
if (own === undefined) throw new Error(`There is no kind ${kind}.`);
const rounds = Math.max(1, Math.ceil((4 << 20) / size));
const measured = Array.from({ length: rounds }, () => createText(own, size));
// Shorter than the measured ones, so that the peak is theirs.
const warmSize = Math.min(size, 1 << 20);
const warm = Array.from({ length: Math.ceil((4 << 20) / warmSize) }, () => createText(own, warmSize));

function redactAll(these: readonly string[]): void {
  for (const text of these) {
    const body = {
      mimeType: own?.type ?? "",
      text,
      base64: false,
      wireSize: size,
      decodedSize: size,
      sha256: undefined,
    };
    const exchange: Exchange = anExchange({ requestHeaders: ["X-Auth-Token", nextHex(40)], responseBody: body });
    createRedactor().redactExchange(exchange);
  }
}

redactAll(warm);
globalThis.gc?.();
const before = peakMemory();
const cpu = process.cpuUsage();
redactAll(measured);
const { user, system } = process.cpuUsage(cpu);
const bytes = measured.reduce((sum, text) => sum + text.length, 0);
const more = peakMemory() - before;
// For shorter bodies, the peak is that of the program and its garbage.
const peak = size >= SHORTEST_MEASURED ? { "peak, times the size": Math.max(0, more) / size } : {};
console.log(JSON.stringify({ "MB/s of CPU": bytes / (user + system), ...peak }));
