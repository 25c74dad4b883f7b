/** A proxy to measure: `proxy.ts VARIANT [PEERS]`. Prints its URL; on SIGTERM its CPU time and memory, as one line of JSON. */
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { openAuthority } from "../../src/index.ts";
import { createRecorder } from "../../src/record/capture/recorder.ts";
import { startProxy } from "../../src/record/proxy/proxy.ts";
import { peakMemory } from "./peak-memory.ts";
import { tellUse } from "./tell-use.ts";

const [variant = "", peers = ""] = process.argv.slice(2);
const isTls = variant.includes("HTTPS");
const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
process.removeAllListeners("warning");

const load = createRequire(join(peers, "package.json"));

async function startOwn(): Promise<string> {
  const isMasked = !variant.includes("redaction off");
  const recorder = createRecorder({ journal: join(folder, "journal"), ...(!isMasked && { redactor: false as const }) });
  const isRecording = !variant.includes("no recording");
  const { url } = await startProxy({
    // Without a recorder, the parsers still run.
    ...(isRecording && { recorder }),
    ...(isTls && !variant.includes("tunnel") && { authority: await openAuthority(folder) }),
    upstream: { isInsecure: () => true },
  });
  return url;
}

async function startMockttp(): Promise<string> {
  const mockttp = load("mockttp");
  const https = await mockttp.generateCACertificate();
  const server = mockttp.getLocal({ https, recordTraffic: true });
  await server.start();
  await server.forAnyRequest().thenPassThrough({ ignoreHostHttpsErrors: true });
  return server.url.replace("https:", "http:");
}

/** The part of http-mitm-proxy's context that is used here. */
interface MitmContext {
  readonly clientToProxyRequest: { readonly method: string; readonly url: string; readonly headers: object };
  readonly serverToProxyResponse: { readonly statusCode: number; readonly headers: object };
  onResponseData(hook: (context: unknown, chunk: Buffer, next: (error: null, chunk: Buffer) => void) => void): void;
  onResponseEnd(hook: (context: unknown, next: () => void) => void): void;
}

/** It has no recorder of its own. As its users do, this collects the bodies and writes one line. */
async function startMitmProxy(): Promise<string> {
  const { Proxy } = load("http-mitm-proxy");
  const { createWriteStream } = await import("node:fs");
  const lines = createWriteStream(join(folder, "lines"));
  const proxy = new Proxy();
  proxy.onError(() => {});
  proxy.onRequest((context: MitmContext, done: () => void) => {
    const chunks: Buffer[] = [];
    context.onResponseData((_, chunk, next) => {
      chunks.push(chunk);
      next(null, chunk);
    });
    context.onResponseEnd((_, next) => {
      const { method, url, headers } = context.clientToProxyRequest;
      const { statusCode, headers: answered } = context.serverToProxyResponse;
      lines.write(
        `${JSON.stringify({ method, url, headers, statusCode, answered, body: Buffer.concat(chunks).toString() })}\n`,
      );
      next();
    });
    done();
  });
  await new Promise<void>((resolve) =>
    proxy.listen({ port: 0, host: "127.0.0.1", sslCaDir: join(folder, "ca") }, () => resolve()),
  );
  return `http://127.0.0.1:${proxy.httpPort}`;
}

const starters: Readonly<Record<string, () => Promise<string>>> = {
  mockttp: startMockttp,
  "http-mitm-proxy": startMitmProxy,
};
// Before the URL is printed, because clients may send requests at once.
process.on("SIGUSR2", () => console.log(JSON.stringify(tellUse())));
const [name = ""] = variant.split(",");
console.log(await (starters[name] ?? startOwn)());
const before = process.cpuUsage();
process.on("SIGTERM", () => {
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ "CPU s": (user + system) / 1e6, "peak RSS MB": peakMemory() / 2 ** 20 }));
  rmSync(folder, { recursive: true, force: true });
  process.exit();
});
