import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { STORES } from "./engine-stores.ts";
import { startCollector } from "./engine.ts";
import { type StartedProcess, isAlive, stopProcesses } from "./processes.ts";

const STATE = join(import.meta.dirname, "../../.stack/engine.json");

/** A host's Collector, as in the guide, and the store that it sends to. */
interface Engine {
  readonly folder: string;
  readonly processes: readonly StartedProcess[];
  /** For `--otlp`. */
  readonly endpoint: string;
  /** For `gather`. */
  readonly place: string;
}

const COMMANDS: Readonly<Record<string, (words: readonly string[]) => Promise<void>>> = { up, down, status };
const HINT = `npm run stack -- engine up [${Object.keys(STORES).join("|")}], down or status`;

/** `npm run stack -- engine up [file|kafka|jaeger]`, `down`, `status` */
export async function runEngine([command = "status", ...words]: readonly string[]): Promise<void> {
  const run = COMMANDS[command];
  if (run === undefined) refuse(command);
  else await run(words);
}

function refuse(word: string): void {
  console.error(`There is no "${word}".\n  Hint: ${HINT}`);
  process.exitCode = 2;
}

function readState(): Engine | undefined {
  // Written by `up` below.
  return existsSync(STATE) ? (JSON.parse(readFileSync(STATE, "utf8")) as Engine) : undefined;
}

async function up([name = "file"]: readonly string[]): Promise<void> {
  const startStore = STORES[name];
  if (startStore === undefined) return refuse(name);
  const running = readState();
  if (running?.processes.every(({ pid }) => isAlive(pid))) return print(running);
  if (running !== undefined) await stopEngine(running);
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-engine-"));
  const store = await startStore(folder);
  const agent = await startCollector("agent", { GATEWAY: store.endpoint }, folder);
  const { endpoint } = agent;
  const engine: Engine = { folder, processes: [agent.process, ...store.processes], endpoint, place: store.place };
  mkdirSync(join(STATE, ".."), { recursive: true });
  writeFileSync(STATE, JSON.stringify(engine, null, 2), { mode: 0o600 });
  print(engine);
}

async function down(): Promise<void> {
  const engine = readState();
  if (engine !== undefined) await stopEngine(engine);
  rmSync(STATE, { force: true });
  console.error(engine === undefined ? "Nothing is running." : "Stopped.");
}

async function stopEngine({ folder, processes }: Engine): Promise<void> {
  for (const one of processes) await stopProcesses([one]);
  rmSync(folder, { recursive: true, force: true });
}

async function status(): Promise<void> {
  const engine = readState();
  if (engine === undefined) {
    console.error("Nothing is running. Start it with `npm run stack -- engine up`.");
    process.exitCode = 1;
    return;
  }
  for (const { name, pid } of engine.processes) console.log(`${name} (${pid}): ${isAlive(pid) ? "running" : "gone"}`);
  print(engine);
}

function print({ endpoint, place }: Engine): void {
  console.log(`wirewalk record --otlp ${endpoint} -- COMMAND`);
  console.log(`wirewalk gather ${place} -o all.har`);
}
