/** One measurement of redaction: `redact-body.ts VARIANT`, see bench/redaction.ts. Prints its sample as JSON. */
import { createRedactor } from "../../src/redact/redactor.ts";
import { anExchange } from "../../test/helpers/an-exchange.ts";

const MEGA = 1e6;
const [variant = ""] = process.argv.slice(2);
const [shape = "", count = "1"] = variant.split(" ");

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

function createServers(size: number, indent: number): string {
  const servers: unknown[] = [];
  for (let length = 0; length < size; length += 200) {
    servers.push({ id: nextHex(32), name: "server", status: "ACTIVE", checksum: nextHex(64), size: 1024 });
  }
  return JSON.stringify(servers, undefined, indent);
}

const redactor = createRedactor();
const values = Array.from({ length: Number(count) }, () => nextHex(40));
for (const value of values) redactor.learn(value, "token");

/** A HAR sanitizer with regular expressions has two for each name. */
const NAMES =
  "password token access_token refresh_token id_token code state client_secret authorization auth email".split(" ");

function run(work: () => void, rounds: number): number {
  work();
  const start = performance.now();
  for (let round = 0; round < rounds; round += 1) work();
  return (performance.now() - start) / rounds;
}

if (shape === "exchange") {
  const text = createServers(1024, 0);
  const body = { mimeType: "application/json", text, base64: false, wireSize: 0, decodedSize: 0, sha256: undefined };
  const redactOne = (): void =>
    redactor.redactExchange(
      anExchange({ requestHeaders: ["X-Auth-Token", values[0] ?? ""], responseBody: { ...body } }),
    );
  const time = run(() => Array.from({ length: 1000 }, redactOne), 20);
  console.log(JSON.stringify({ "µs/exchange": time }));
} else if (shape === "secretlint") {
  const { lintSource } = await import("@secretlint/core");
  const { creator } = await import("@secretlint/secretlint-rule-preset-recommend");
  const content = createServers(10 * 1024 * 1024, 0);
  const source = { content, filePath: "a.txt", ext: ".txt", contentType: "text" as const };
  const config = { rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator }] };
  const start = performance.now();
  await lintSource({ source, options: { config } });
  console.log(JSON.stringify({ "MB/s": content.length / MEGA / ((performance.now() - start) / 1000) }));
} else if (shape === "sanitizer") {
  const text = createServers(10 * 1024 * 1024, 0);
  const patterns = NAMES.flatMap((name) => [
    new RegExp(`([\\s";,&?]+${name}=)([\\w+-_/=#|.%&:!*()\`~'"]+?)(&|\\\\",|",|"\\s|"}}|;)`, "g"),
    new RegExp(
      `("name": "${name}",[\\s\\w+:"-\\%!*()\`~'.,#]*?"value": ")([\\w+-_:&+=#~/$()\\.\\,\\*\\!|%"'\\s;{}]+?)("[\\s,}+])`,
      "g",
    ),
  ]);
  const work = (): string => patterns.reduce((left, pattern) => left.replace(pattern, "$1[redacted]$3"), text);
  console.log(JSON.stringify({ "MB/s": text.length / MEGA / (run(work, 3) / 1000) }));
} else {
  const text = createServers(10 * 1024 * 1024, shape === "pretty" ? 2 : 0);
  const pattern = new RegExp(values.slice(0, 10_000).join("|"), "g");
  const work = shape === "regex" ? () => text.replace(pattern, "[redacted]") : () => redactor.redactText(text);
  const time = run(work, 3);
  console.log(JSON.stringify({ "MB/s": text.length / MEGA / (time / 1000) }));
}
