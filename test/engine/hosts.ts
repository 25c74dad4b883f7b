import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type Server, type Socket, connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { onTestFinished } from "vitest";

import { type Collector, startCollector } from "../../scripts/stack/engine.ts";
import { type StartedProcess, isAlive, stopProcesses } from "../../scripts/stack/processes.ts";
import { runCli } from "../cli/run-cli.ts";
import { portOf, startTestServer } from "../helpers/test-server.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");

/** Starts a Collector that ends with the test. */
export async function openCollector(...words: Parameters<typeof startCollector>): Promise<Collector> {
  const collector = await startCollector(...words);
  onTestFinished(() => stopProcesses([collector.process]));
  return collector;
}

/** Ends it as a crash would, and waits until it has ended. */
export async function kill({ pid }: Pick<StartedProcess, "pid">): Promise<void> {
  process.kill(pid, "SIGKILL");
  for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await delay(20);
}

export interface Api {
  readonly origin: string;
  /** Waits until it has received this many requests. */
  readonly asked: (count: number) => Promise<void>;
}

/** An API whose responses each contain a secret. */
export async function startApi(): Promise<Api> {
  let count = 0;
  const origin = await startTestServer((request, response) => {
    count += 1;
    response.setHeader("content-type", "application/json");
    const padding = "<é\u2028> ".repeat(Number(request.url?.split("?")[1] ?? 0) / 8);
    response.end(JSON.stringify({ path: request.url, token: `tok-${request.url?.length}-${"x".repeat(20)}`, padding }));
  });
  return {
    origin,
    asked: async (wanted) => {
      const isEnough = (): boolean => count >= wanted;
      for (let tries = 0; tries < 600 && !isEnough(); tries += 1) await delay(50);
    },
  };
}

export interface Recording {
  readonly file: string;
  readonly process: ChildProcess;
  /** Exit code and output. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly stderr: string }>;
}

interface RecordOptions {
  readonly otlp: string;
  readonly api: Api;
  readonly count: number;
  /** Milliseconds by which the clock of its host is wrong. @default 0 */
  readonly skew?: number;
  /** Minimum size of a response in bytes. @default none */
  readonly longest?: number;
}

/** A recorder of a program that sends this many requests, about forty a second. */
export function record(file: string, { otlp, api, count, skew = 0, longest = 0 }: RecordOptions): Recording {
  const url = `${api.origin}/things/[1-${count}]?${longest}`;
  const program = ["curl", "-s", "--rate", "40/s", "-o", "/dev/null", "-H", "Authorization: Bearer abc-def-123", url];
  const clock = `Object.defineProperty(performance, "timeOrigin", { value: performance.timeOrigin + ${skew} });`;
  const node = ["--import", `data:text/javascript,${encodeURIComponent(clock)}`, MAIN];
  const words = [...node, "record", "-o", file, "--otlp", otlp, "--", ...program];
  const process = spawn(globalThis.process.execPath, words, { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  process.stderr?.on("data", (data: Buffer) => (stderr += data.toString()));
  const ended = once(process, "close").then(() => ({ exitCode: process.exitCode, stderr }));
  return { file, process, ended };
}

export interface Gathered {
  readonly text: string;
  readonly stderr: string;
}

export async function gather(places: readonly string[], output: string): Promise<Gathered> {
  const { exitCode, stderr } = await runCli(["gather", ...places, "-o", output]);
  return { text: exitCode === 0 ? readFileSync(output, "utf8") : "", stderr };
}

/** Checks until the received data is as expected, for at most half a minute. */
export async function settle(look: () => Promise<Gathered>, expected: string): Promise<Gathered> {
  let last = await look();
  for (let tries = 0; tries < 60 && last.text !== expected; tries += 1) {
    await delay(500);
    last = await look();
  }
  return last;
}

export interface Link {
  readonly endpoint: string;
  readonly cut: () => void;
  readonly mend: () => void;
}

/** A link that can be cut: connections break, and new ones are refused. */
export async function openLink(to: string): Promise<Link> {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((socket) => {
    if (isCut) {
      socket.destroy();
      return;
    }
    const other = connect(Number(port), hostname);
    for (const [one, two] of [
      [socket, other],
      [other, socket],
    ] as const) {
      sockets.add(one);
      one.on("error", () => two.destroy());
      one.on("close", () => sockets.delete(one));
      one.pipe(two);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => {
    breakAll();
    server.close();
  });
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    cut: () => {
      isCut = true;
      breakAll();
    },
    mend: () => {
      isCut = false;
    },
  };
}
