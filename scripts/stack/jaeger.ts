import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { buildGo } from "./build-go.ts";
import { type StartedProcess, enter, freePort, startProcess, waitForAnswer } from "./processes.ts";

const SOURCE = join(import.meta.dirname, "jaeger");

/** A running Jaeger, which stores spans in memory. Plain data, so that another process can stop it. */
export interface Jaeger {
  readonly process: StartedProcess;
  /** The address that accepts spans. */
  readonly endpoint: string;
  /** For `gather` and the browser. */
  readonly query: string;
}

export interface JaegerPorts {
  readonly spans: number;
  readonly query: number;
}

/**
 * @param ports of an earlier one that is started again. @default any free ones
 * @param within a network namespace, and its address there. @default that of this process, and 127.0.0.1
 */
export async function startJaeger(
  folder: string,
  ports?: JaegerPorts,
  within?: { readonly namespace: string; readonly address: string },
): Promise<Jaeger> {
  const own = join(folder, "jaeger");
  mkdirSync(own, { recursive: true });
  const { spans, query } = ports ?? { spans: await freePort(), query: await freePort() };
  const address = within?.address ?? "127.0.0.1";
  const env = { LISTEN: `${address}:${spans}`, QUERY: `${address}:${query}` };
  const command = [...enter(within?.namespace), buildJaeger(), "--config", `file:${join(SOURCE, "jaeger.yaml")}`];
  const process = startProcess("jaeger", command, join(own, "log"), env);
  await waitForAnswer(`http://${env.QUERY}/api/services`, [200], process, within?.namespace);
  return { process, endpoint: `http://${env.LISTEN}`, query: `http://${env.QUERY}` };
}

/** The program: eight minutes of CPU the first time. */
export function buildJaeger(): string {
  const of = "github.com/jaegertracing/jaeger/cmd/jaeger";
  return buildGo({ name: "jaeger", source: SOURCE, files: ["go.mod", "go.sum"], of });
}
