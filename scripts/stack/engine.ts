import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { buildGo } from "./build-go.ts";
import { type StartedProcess, enter, freePort, startProcess, waitForAnswer } from "./processes.ts";

const SOURCE = join(import.meta.dirname, "engine");
const GUIDE = join(import.meta.dirname, "../../docs/guide/many-hosts.md");

/** A running Collector. Plain data, so that another process can stop it. */
export interface Collector {
  readonly process: StartedProcess;
  /** The address that accepts spans. */
  readonly endpoint: string;
  readonly folder: string;
}

export interface CollectorOptions {
  /** Where it listens. @default any free port */
  readonly port?: number;
  /** A network namespace, and its address there. @default that of this process, and 127.0.0.1 */
  readonly within?: { readonly namespace: string; readonly address: string };
}

/** Starts a Collector with a configuration of the guide, by its name there. */
export async function startCollector(
  name: string,
  settings: Readonly<Record<string, string>>,
  folder: string,
  { port, within }: CollectorOptions = {},
): Promise<Collector> {
  const own = join(folder, name);
  mkdirSync(join(own, "queue"), { recursive: true });
  const config = join(own, "config.yaml");
  writeFileSync(config, readConfig(name));
  const listen = `${within?.address ?? "127.0.0.1"}:${port ?? (await freePort())}`;
  const env = { LISTEN: listen, QUEUE: join(own, "queue"), ...settings };
  const command = [...enter(within?.namespace), buildCollector(), "--config", `file:${config}`];
  const process = startProcess(name, command, join(own, "log"), env);
  const endpoint = `http://${listen}`;
  // It accepts only POST. A Collector that reads from Kafka does not listen.
  if (readConfig(name).includes("LISTEN"))
    await waitForAnswer(`${endpoint}/v1/traces`, [405], process, within?.namespace);
  return { process, endpoint, folder: own };
}

/** The block of the guide that begins with `# NAME.yaml`. */
export function readConfig(name: string): string {
  const blocks = readFileSync(GUIDE, "utf8").matchAll(/^```yaml[^\n]*\n([\s\S]*?)^```$/gm);
  const block = Array.from(blocks, ([, text = ""]) => text).find((text) => text.startsWith(`# ${name}.yaml`));
  if (block === undefined) throw new Error(`${GUIDE} has no block that begins with "# ${name}.yaml".`);
  return block;
}

/** The program, built if necessary. */
export function buildCollector(): string {
  return buildGo({ name: "collector", source: SOURCE, files: ["go.mod", "go.sum", "main.go"] });
}
