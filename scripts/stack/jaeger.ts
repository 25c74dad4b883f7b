import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { buildGo } from "./build-go.ts";
import { type StartedProcess, freePort, startProcess, waitForAnswer } from "./processes.ts";

const SOURCE = join(import.meta.dirname, "jaeger");

/** Jaeger, with what it has in memory. Plain data, so that another process can stop it. */
export interface Jaeger {
  readonly process: StartedProcess;
  /** Where it takes spans. */
  readonly endpoint: string;
  /** For `gather` and the browser. */
  readonly query: string;
}

export interface JaegerPorts {
  readonly spans: number;
  readonly query: number;
}

/** @param ports where one listens that comes back. @default any free ones */
export async function startJaeger(folder: string, ports?: JaegerPorts): Promise<Jaeger> {
  const own = join(folder, "jaeger");
  mkdirSync(own, { recursive: true });
  const { spans, query } = ports ?? { spans: await freePort(), query: await freePort() };
  const env = { LISTEN: `127.0.0.1:${spans}`, QUERY: `127.0.0.1:${query}` };
  const config = join(SOURCE, "jaeger.yaml");
  const process = startProcess("jaeger", [buildJaeger(), "--config", `file:${config}`], join(own, "log"), env);
  await waitForAnswer(`http://${env.QUERY}/api/services`, [200], process);
  return { process, endpoint: `http://${env.LISTEN}`, query: `http://${env.QUERY}` };
}

/** The program: eight minutes of CPU the first time. */
export function buildJaeger(): string {
  const of = "github.com/jaegertracing/jaeger/cmd/jaeger";
  return buildGo({ name: "jaeger", source: SOURCE, files: ["go.mod", "go.sum"], of });
}
