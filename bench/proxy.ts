import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { installDebianPackages } from "../scripts/debian.ts";
import { type Sample, compare, onCore } from "./measure.ts";
import { installPeers } from "./peers.ts";

const PLAIN = [
  "wirewalk, no recording",
  "wirewalk, redaction off",
  "wirewalk",
  "mitmdump",
  "mockttp",
  "http-mitm-proxy",
  "nginx, no recording",
];

/** Proxies between wrk and a server that answers 1 KiB, recording to disk where they record at all. */
export async function benchProxy(rounds: number): Promise<void> {
  installDebianPackages({ wrk: "/usr/bin/wrk", mitmproxy: "/usr/bin/mitmdump", "nginx-light": "/usr/sbin/nginx" });
  const peers = installPeers();
  const server = await startNginx(0, await freePort(), JSON_SERVER);
  try {
    for (const connections of [50, 1]) {
      await compare({
        title: `proxy, 1 KiB JSON, concurrency ${connections}`,
        variants: PLAIN,
        rounds,
        measure: async (variant) => {
          const proxy = await startProxy(variant, { peers, origin: server.url });
          try {
            const load = await runLoad(proxy, server.url, connections);
            return { ...load, ...(await proxy.stop()) };
          } finally {
            proxy.child.kill("SIGKILL");
          }
        },
        ratio: { of: "requests/s", better: "more" },
      });
    }
  } finally {
    await server.stop();
  }
}

interface RunningProxy {
  readonly url: string;
  /** Whether it takes requests as a proxy does, or answers in the server's name. */
  readonly isReverse: boolean;
  readonly child: ChildProcess;
  /** Ends it; gives what it says of itself. */
  readonly stop: () => Promise<Sample>;
}

async function startProxy(
  variant: string,
  { peers, origin }: { readonly peers: string; readonly origin: string },
): Promise<RunningProxy> {
  if (variant.startsWith("nginx")) return startNginx(1, await freePort(), passTo(origin));
  if (variant === "mitmdump") return startOther(1, mitmdumpCommand(await freePort()), false);
  const child = spawn(...onCore(1, "proxy.ts", [variant, peers]), { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value: url } = await lines.next();
  return {
    url: String(url),
    isReverse: false,
    child,
    stop: async () => {
      child.kill("SIGTERM");
      const { value } = await lines.next();
      // The program prints one JSON object of numbers.
      return JSON.parse(String(value)) as Sample;
    },
  };
}

interface Command {
  readonly port: number;
  readonly argv: readonly string[];
  readonly folder: string;
}

async function startOther(core: number, { port, argv, folder }: Command, isReverse: boolean): Promise<RunningProxy> {
  const child = spawn("taskset", ["-c", String(core), ...argv], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isListening(url))) await new Promise((resolve) => setTimeout(resolve, 50));
  return {
    url,
    isReverse,
    child,
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
      return {};
    },
  };
}

async function isListening(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(1000) });
    return true;
  } catch {
    return false;
  }
}

function mitmdumpCommand(port: number): Command {
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
  const options = ["--set", `confdir=${folder}`, "--listen-host", "127.0.0.1", "-p", String(port)];
  return { port, folder, argv: ["mitmdump", "-q", ...options, "-w", join(folder, "flows")] };
}

/** nginx with one worker and one location. */
function startNginx(core: number, port: number, location: string): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
  const config = join(folder, "nginx.conf");
  writeFileSync(
    config,
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder}; keepalive_requests 1000000;
  server { listen 127.0.0.1:${port}; ${location} }
}`,
  );
  return startOther(core, { port, folder, argv: ["nginx", "-c", config] }, true);
}

/** Answers every request with 1,024 bytes of JSON. */
const JSON_SERVER = `location / {
    default_type application/json;
    add_header X-Openstack-Request-Id req-a016d11c-0b5a-44ce-9cc1-a49706586120;
    add_header Vary Accept;
    return 200 '${JSON.stringify({ images: "x".repeat(1024 - 13) })}';
  }`;

function passTo(origin: string): string {
  return `location / { proxy_pass http://server; proxy_http_version 1.1; proxy_set_header Connection ""; } }
  upstream server { server ${new URL(origin).host}; keepalive 64;`;
}

/** Four seconds after one to warm up; wrk on core 0, the proxy alone on core 1. */
async function runLoad(proxy: RunningProxy, origin: string, connections: number): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
  const script = join(folder, "wrk.lua");
  writeFileSync(script, `wrk.path = "${proxy.isReverse ? "" : origin}/v2/images"\n${REPORT}`);
  const run = async (duration: string): Promise<Sample> => {
    const argv = ["-t1", `-c${connections}`, `-d${duration}`, "-s", script, proxy.url];
    const child = spawn("taskset", ["-c", "0", "wrk", ...argv], { stdio: ["ignore", "pipe", "inherit"] });
    let last = "{}";
    for await (const line of createInterface({ input: child.stdout })) last = line;
    // REPORT prints one JSON object of numbers.
    return JSON.parse(last) as Sample;
  };
  await run("1s");
  const sample = await run("4s");
  rmSync(folder, { recursive: true, force: true });
  return sample;
}

const REPORT = `
done = function(summary, latency, requests)
  io.write(string.format('{"requests/s": %f, "p50 ms": %f, "p99 ms": %f, "errors": %d}\\n',
    summary.requests / summary.duration * 1000000, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout))
end`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("No free port.");
  return address.port;
}
