import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { type AddressInfo, type Server, type Socket, connect, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { createServer as createTlsServer } from "node:tls";

import { createServerCertificate } from "../scripts/stack/test-authority.ts";
import { builtProgram, builtWithoutWork } from "./built.ts";
import { type Sample, compare, onCore } from "./measure.ts";
import { type Route, askHttp1, askHttp2, openSocket, openTunnel, readAnswer } from "./proxy-load.ts";

/** The cost of forwarding and parsing, by the CPU time of the proxy alone. */
export async function benchProxyCost(rounds: number): Promise<void> {
  await withOrigins(async (origins) => {
    await compareExchanges(rounds, origins);
    await compareTransfers(rounds, origins);
    await compare({
      title: "proxy, 2,000 idle connections, and a reader of 20 MB/s",
      variants: ["wirewalk, no recording"],
      rounds: 1,
      measure: async (variant) => ({
        ...(await measureIdle(variant, origins.http)),
        ...(await measureSlow(variant, origins.large)),
      }),
      ratio: { of: "kB each", better: "less" },
    });
  });
}

/** The same, as far as recording has targets: with the latency that it adds. */
export async function benchProxyReach(rounds: number): Promise<void> {
  await withOrigins(async (origins) => {
    await compareExchanges(rounds, origins);
    await compareTransfers(rounds, origins);
    await compare({
      title: "200 requests in a second, one after another, through the proxy",
      variants: ["directly", "pipe()", "wirewalk"],
      rounds,
      measure: (variant) => measureLatency(variant, origins.http),
      ratio: { of: "p50 ms", better: "less" },
    });
  });
}

async function withOrigins(run: (origins: Origins) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
  const origins = await startOrigins(folder);
  try {
    await run(origins);
  } finally {
    origins.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compareExchanges(rounds: number, origins: Origins): Promise<void> {
  for (const { title, variants, ask, origin } of [
    {
      title: "HTTP",
      variants: ["pipe()", "wirewalk, no recording", "wirewalk"],
      ask: askHttp1,
      origin: origins.http,
    },
    {
      title: "HTTPS",
      variants: ["pipe()", "wirewalk, HTTPS tunnel, no recording", "wirewalk, HTTPS, no recording", "wirewalk, HTTPS"],
      ask: askHttp1,
      origin: origins.https,
    },
    {
      title: "HTTP/2 by TLS",
      variants: ["pipe()", "wirewalk, HTTPS, no recording", "wirewalk, HTTPS"],
      ask: askHttp2,
      origin: origins.https,
    },
  ]) {
    await compare({
      title: `proxy, ${title}: 1 KiB JSON, CPU of an exchange`,
      variants,
      rounds,
      measure: (variant) => measureExchanges(variant, { origin, ask }),
      ratio: { of: "sum us", better: "less" },
      scale: { to: TUNNEL, name: `us where the first takes ${TUNNEL}` },
    });
  }
}

async function compareTransfers(rounds: number, origins: Origins): Promise<void> {
  for (const { title, transfer, origin } of [
    { title: "300 MB down", transfer: download, origin: origins.large },
    { title: "600 MB up", transfer: upload, origin: origins.sink },
  ]) {
    await compare({
      title: `proxy, ${title} through a tunnel`,
      variants: ["pipe()", "wirewalk, no recording"],
      rounds,
      measure: (variant) => measureTransfer(variant, { transfer, origin }),
      ratio: { of: "CPU s", better: "less" },
    });
  }
}

export interface Origins {
  readonly http: URL;
  readonly https: URL;
  /** Sends 300 MB in response to each request. */
  readonly large: URL;
  /** Responds to a client that has sent 600 MB. */
  readonly sink: URL;
  readonly close: () => void;
}

const BODY = JSON.stringify({ images: "x".repeat(1024 - 13) });
const LARGE = 300_000_000;
const UPLOAD = 2 * LARGE;

export async function startOrigins(folder: string): Promise<Origins> {
  const { certificate, key } = createServerCertificate(folder);
  const plain = createServer((_, response) => response.setHeader("Content-Length", 1024).end(BODY));
  // Connections stay open, however long it takes to open all.
  plain.keepAliveTimeout = 0;
  const http2 = createHttp2Server((_, response) => void response.end(BODY));
  const options = { cert: readFileSync(certificate), key: readFileSync(key), ALPNProtocols: ["h2", "http/1.1"] };
  const secure = createTlsServer(options, (socket) => {
    (socket.alpnProtocol === "h2" ? http2 : plain).emit("connection", socket);
  });
  const large = createTcpServer((socket) => socket.once("data", () => sendLarge(socket, LARGE)));
  const sink = createTcpServer((socket) => {
    let left = UPLOAD;
    socket
      .on("error", () => {})
      .on("data", (chunk) => {
        left -= chunk.length;
        if (left <= 0) socket.end("thanks");
      });
  });
  const servers = [plain, secure, large, sink];
  const [http = 0, https = 0, big = 0, taking = 0] = await Promise.all(servers.map(listen));
  return {
    http: new URL(`http://127.0.0.1:${http}`),
    https: new URL(`https://127.0.0.1:${https}`),
    large: new URL(`http://127.0.0.1:${big}`),
    sink: new URL(`http://127.0.0.1:${taking}`),
    close: () => servers.forEach((server) => server.close()),
  };
}

function sendLarge(socket: Socket, size: number): void {
  const block = Buffer.alloc(1 << 20);
  let left = size;
  socket.on("error", () => {});
  const send = (): void => {
    while (left > 0) {
      const piece = block.subarray(0, Math.min(left, block.length));
      left -= piece.length;
      if (!socket.write(piece)) return;
    }
  };
  socket.on("drain", send);
  send();
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on TCP has an address of this shape.
  return (server.address() as AddressInfo).port;
}

interface Use {
  /** Microseconds. */
  readonly user: number;
  readonly system: number;
  readonly rss: number;
  /** What objects and buffers take after the garbage was collected. */
  readonly held: number;
}

interface Measured {
  readonly proxy: URL;
  readonly use: () => Promise<Use>;
}

/** Runs a load with a proxy of its own, which reports its CPU time and memory on request. */
async function withProxy(variant: string, run: (measured: Measured) => Promise<Sample>): Promise<Sample> {
  const program = await (variant.includes("discards") ? builtWithoutWork("proxy") : builtProgram("proxy"));
  const [file, args] = onCore(1, ...(FLOORS[variant] ?? [program, [variant, import.meta.dirname]]));
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  try {
    const proxy = new URL(await next());
    const use = async (): Promise<Use> => {
      child.kill("SIGUSR2");
      // The program prints one line of JSON.
      return JSON.parse(await next()) as Use;
    };
    return await run({ proxy, use });
  } finally {
    child.kill("SIGTERM");
  }
}

/** Programs that do no more than they must. */
const FLOORS: Readonly<Record<string, [name: string, args: readonly string[]]>> = {
  "pipe()": ["pipe-tunnel.ts", []],
  "TLS at both ends, unread": ["tls-relay.ts", []],
};

/** Microseconds that a bare tunnel took for the same exchange on the machine on which the goals were set, to compare machines. */
const TUNNEL = 22;

/** Until all code is compiled: the first 10,000 exchanges cost nearly twice as much as those after 20,000 (docs/notes/proxy.md). */
const WARM = 30_000;
const COUNT = 20_000;

export function measureExchanges(
  variant: string,
  { origin, ask }: { readonly origin: URL; readonly ask: typeof askHttp1 },
): Promise<Sample> {
  return withProxy(variant, async ({ proxy, use }) => {
    const route: Route = { proxy, origin, isTunnel: variant === "pipe()" };
    await ask(route, { count: WARM, connections: 20 });
    const before = await use();
    await ask(route, { count: COUNT, connections: 20 });
    const after = await use();
    const user = (after.user - before.user) / COUNT;
    const system = (after.system - before.system) / COUNT;
    return { "user us": user, "system us": system, "sum us": user + system };
  });
}

interface Transfer {
  readonly transfer: (route: Route) => Promise<void>;
  readonly origin: URL;
}

function measureTransfer(variant: string, { transfer, origin }: Transfer): Promise<Sample> {
  return withProxy(variant, async ({ proxy, use }) => {
    await transfer({ proxy, origin });
    const before = await use();
    const start = performance.now();
    await transfer({ proxy, origin });
    const seconds = (performance.now() - start) / 1000;
    const after = await use();
    return { "CPU s": (after.user + after.system - before.user - before.system) / 1e6, seconds };
  });
}

async function upload({ proxy, origin }: Route): Promise<void> {
  const socket = connect(Number(proxy.port), proxy.hostname);
  await openTunnel(socket, origin);
  // Not HTTP, and so not parsed.
  socket.write("\0");
  sendLarge(socket, UPLOAD);
  await once(socket, "data");
  socket.destroy();
}

async function download({ proxy, origin }: Route, pace?: (socket: Socket) => void): Promise<void> {
  const socket = connect(Number(proxy.port), proxy.hostname);
  await openTunnel(socket, origin);
  // Not HTTP, so nothing is recorded.
  socket.write("\0");
  let left = LARGE;
  await new Promise<void>((resolve) => {
    socket.on("data", (chunk) => {
      left -= chunk.length;
      if (left <= 0) resolve();
      else pace?.(socket);
    });
  });
  socket.destroy();
}

/** Milliseconds from one request to the next. */
const PACE = 5;
const TIMED = 1000;

async function measureLatency(variant: string, origin: URL): Promise<Sample> {
  if (variant === "directly") return timeRequests({ proxy: origin, origin }, "");
  const isTunnel = variant === "pipe()";
  return withProxy(variant, ({ proxy }) => timeRequests({ proxy, origin, isTunnel }, isTunnel ? "" : origin.origin));
}

/** The time of each of some requests at a steady pace, on one connection, after as many without a pause. */
async function timeRequests(route: Route, before: string): Promise<Sample> {
  const socket = await openSocket(route, ["http/1.1"]);
  const ask = async (): Promise<number> => {
    const start = performance.now();
    socket.write(`GET ${before}/v2/images HTTP/1.1\r\nHost: ${route.origin.host}\r\n\r\n`);
    await readAnswer(socket);
    return performance.now() - start;
  };
  for (let count = 0; count < TIMED; count += 1) await ask();
  const times: number[] = [];
  for (let next = performance.now(); times.length < TIMED; next += PACE) {
    await setTimeout(Math.max(0, next - performance.now()));
    times.push(await ask());
  }
  socket.destroy();
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * TIMED)] ?? Number.NaN;
  return { "p50 ms": at(0.5), "p99 ms": at(0.99) };
}

const IDLE = 2000;

export function measureIdle(variant: string, origin: URL): Promise<Sample> {
  const isTunnel = variant === "pipe()";
  return withProxy(variant, async ({ proxy, use }) => {
    await askHttp1({ proxy, origin, isTunnel }, { count: WARM, connections: 20 });
    const before = await use();
    const sockets: Socket[] = [];
    for (let count = 0; count < IDLE; count += 1) {
      const socket = connect(Number(proxy.port), proxy.hostname);
      sockets.push(socket);
      if (isTunnel) await openTunnel(socket, origin);
      socket.write(`GET ${isTunnel ? "" : origin.origin}/v2/images HTTP/1.1\r\nHost: ${origin.host}\r\n\r\n`);
      await readAnswer(socket);
    }
    const after = await use();
    for (const socket of sockets) socket.destroy();
    const kilobytesOf = (what: "rss" | "held"): number => (after[what] - before[what]) / 1024 / IDLE;
    return { "kB each": kilobytesOf("rss"), "kB each, without garbage": kilobytesOf("held") };
  });
}

/** A client that pauses after each piece: the memory that the proxy holds for it must not grow. */
function measureSlow(variant: string, origin: URL): Promise<Sample> {
  return withProxy(variant, async ({ proxy, use }) => {
    const before = await use();
    let most = before.rss;
    let read = 0;
    let asked = Promise.resolve();
    const pace = (socket: Socket): void => {
      socket.pause();
      read += 1;
      if (read % 50 === 0) {
        asked = asked.then(use).then(({ rss }) => void (most = Math.max(most, rss)));
      }
      void setTimeout(1).then(() => socket.resume());
    };
    await download({ proxy, origin }, pace);
    await asked;
    return { "MB more with a slow reader": (most - before.rss) / 2 ** 20 };
  });
}
