import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { type Engine, startEngine, stopEngine } from "./engine.ts";
import { isAlive } from "./processes.ts";

const STATE = join(import.meta.dirname, "../../.stack/engine.json");

/** `npm run stack -- engine up|down|status` */
export async function runEngine(command: string): Promise<void> {
  const run = { up, down, status }[command];
  if (run === undefined) {
    console.error(`There is no "${command}".\n  Hint: npm run stack -- engine up|down|status`);
    process.exitCode = 2;
  } else {
    await run();
  }
}

function readState(): Engine | undefined {
  // Written by `up` below.
  return existsSync(STATE) ? (JSON.parse(readFileSync(STATE, "utf8")) as Engine) : undefined;
}

async function up(): Promise<void> {
  const running = readState();
  if (running?.processes.every(({ pid }) => isAlive(pid))) return print(running);
  if (running !== undefined) await stopEngine(running);
  const engine = await startEngine();
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

async function status(): Promise<void> {
  const engine = readState();
  if (engine === undefined) {
    console.error("Nothing is running. Start it with `npm run stack -- engine up`.");
    process.exitCode = 1;
    return;
  }
  for (const { name, pid } of engine.processes) console.log(`${name} (${pid}): ${isAlive(pid) ? "running" : "gone"}`);
  const bytes = existsSync(engine.file) ? statSync(engine.file).size : 0;
  console.log(`${engine.file}: ${bytes} bytes`);
}

function print({ endpoint, file }: Engine): void {
  console.log(`wirewalk record --otlp ${endpoint} -- PROGRAM`);
  console.log(`wirewalk gather ${file} -o all.har`);
}
