import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import { installDebianPackages } from "../scripts/debian.ts";
import { freePort } from "../scripts/stack/processes.ts";
import { createServerCertificate } from "../scripts/stack/test-authority.ts";
import { builtProgram } from "./built.ts";
import { type Sample, compare, onCore, runProgram } from "./measure.ts";
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

/** Proxies between wrk and a server that returns 1 KiB, recording to disk if they record at all. */
export function benchProxy(rounds: number): Promise<void> {
  return compareProxies(rounds, { variants: PLAIN, concurrency: [50, 1] });
}

export interface ProxyLoads {
  readonly variants: readonly string[];
  readonly concurrency: readonly number[];
}

export async function compareProxies(rounds: number, { variants, concurrency }: ProxyLoads): Promise<void> {
  installDebianPackages({ wrk: "/usr/bin/wrk", mitmproxy: "/usr/bin/mitmdump", "nginx-light": "/usr/sbin/nginx" });
  const peers = installPeers();
  const server = await startNginx(0, await freePort(), JSON_SERVER);
  try {
    for (const connections of concurrency) {
      await compare({
        title: `proxy, 1 KiB JSON, concurrency ${connections}`,
        variants,
        rounds,
        measure: (variant) =>
          withProxy(variant, { peers, origin: server.url }, (proxy) => runLoad(proxy, server.url, connections)),
        ratio: { of: "requests/s", better: "more" },
      });
    }
  } finally {
    await server.stop();
  }
}

const SECURE = [
  "wirewalk, HTTPS tunnel, no recording",
  "wirewalk, HTTPS, redaction off",
  "wirewalk, HTTPS",
  "mitmdump",
  "mockttp",
  "http-mitm-proxy",
];

/** The same over HTTPS, next to a tunnel that is not parsed. */
export async function benchProxyTls(rounds: number): Promise<void> {
  installDebianPackages({ mitmproxy: "/usr/bin/mitmdump", "nginx-light": "/usr/sbin/nginx" });
  const peers = installPeers();
  const port = await freePort();
  const { certificate, key } = createServerCertificate(mkdtempSync(join(tmpdir(), "wirewalk-bench-")));
  const secure = `listen 127.0.0.1:${port} ssl; ssl_certificate ${certificate}; ssl_certificate_key ${key};`;
  const server = await startNginx(0, await freePort(), secure + JSON_SERVER);
  const origin = `https://127.0.0.1:${port}`;
  try {
    await compare({
      title: "proxy, HTTPS, 1 KiB JSON, concurrency 50",
      variants: SECURE,
      rounds,
      measure: (variant) =>
        withProxy(variant, { peers, origin }, ({ url }) => runProgram("tls-load.ts", [url, origin, "50"], 0)),
      ratio: { of: "requests/s", better: "more" },
    });
  } finally {
    await server.stop();
  }
}

const DOWNLOAD = ["direct", "wirewalk, redaction off", "wirewalk", "mockttp", "http-mitm-proxy"];

/** One response of 100 MB, with curl. */
export async function benchProxyDownload(rounds: number): Promise<void> {
  installDebianPackages({ curl: "/usr/bin/curl", "nginx-light": "/usr/sbin/nginx" });
  const peers = installPeers();
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
  // nginx reads it as another user.
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, "body"), Buffer.alloc(100_000_000, "wirewalk"));
  const server = await startNginx(0, await freePort(), `location / { root ${folder}; }`);
  const url = `${server.url}/body`;
  try {
    await compare({
      title: "proxy, 100 MB down",
      variants: DOWNLOAD,
      rounds,
      measure: (variant) =>
        variant === "direct"
          ? download(url, [])
          : withProxy(variant, { peers, origin: server.url }, (proxy) => download(url, ["-x", proxy.url])),
      ratio: { of: "s", better: "less" },
    });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function download(url: string, options: readonly string[]): Promise<Sample> {
  const argv = ["-c", "0", "curl", "-s", "-o", "/dev/null", "-w", "%{time_total} %{size_download}", ...options, url];
  const { stdout } = await promisify(execFile)("taskset", argv);
  const [seconds, size] = stdout.split(" ").map(Number);
  if (size !== 100_000_000) throw new Error(`curl got ${size} bytes.`);
  return { s: seconds ?? Number.NaN };
}

/** Runs a load against a proxy of its own; the figures that the proxy reports are part of the sample. */
async function withProxy(
  variant: string,
  place: { readonly peers: string; readonly origin: string },
  run: (proxy: RunningProxy) => Promise<Sample>,
): Promise<Sample> {
  const proxy = await startProxy(variant, place);
  try {
    const load = await run(proxy);
    return { ...load, ...(await proxy.stop()) };
  } finally {
    proxy.child.kill("SIGKILL");
  }
}

interface RunningProxy {
  readonly url: string;
  /** Whether it is a forward proxy or a reverse proxy. */
  readonly isReverse: boolean;
  readonly child: ChildProcess;
  /** Ends it, and returns the figures that it reports. */
  readonly stop: () => Promise<Sample>;
}

async function startProxy(
  variant: string,
  { peers, origin }: { readonly peers: string; readonly origin: string },
): Promise<RunningProxy> {
  if (variant.startsWith("nginx")) return startNginx(1, await freePort(), passTo(origin));
  if (variant === "mitmdump") return startOther(1, mitmdumpCommand(await freePort()), false);
  const child = spawn(...onCore(1, await builtProgram("proxy"), [variant, peers]), {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  // Peers print lines of their own.
  const lineLike = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${variant} ended early.`);
      if (pattern.test(value)) return value;
    }
  };
  return {
    url: await lineLike(/^http:/),
    isReverse: false,
    child,
    stop: async () => {
      child.kill("SIGTERM");
      // The program prints one JSON object of numbers.
      return JSON.parse(await lineLike(/^\{/)) as Sample;
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
  const options = ["--set", `confdir=${folder}`, "--ssl-insecure", "--listen-host", "127.0.0.1", "-p", String(port)];
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

/** Responds to each request with 1,024 bytes of JSON. */
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
