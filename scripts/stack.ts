/** npm run stack -- up|down|status [--json]: a real Keystone and Glance on free loopback ports; engine up|down|status: Collectors, Kafka, Jaeger. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { runEngine } from "./stack/engine-command.ts";
import { isAlive, statusOf } from "./stack/processes.ts";
import { type Stack, startStack, stopStack } from "./stack/stack.ts";

const STATE = join(import.meta.dirname, "../.stack/state.json");
const [command = "status", ...flags] = process.argv.slice(2);
const isJson = flags.includes("--json");

function readState(): Stack | undefined {
  // Written by `up` below.
  return existsSync(STATE) ? (JSON.parse(readFileSync(STATE, "utf8")) as Stack) : undefined;
}

async function up(): Promise<void> {
  const running = readState();
  if (running?.processes.every(({ pid }) => isAlive(pid))) return print(running);
  if (running !== undefined) await stopStack(running);
  const stack = await startStack();
  mkdirSync(join(STATE, ".."), { recursive: true });
  writeFileSync(STATE, JSON.stringify(stack, null, 2), { mode: 0o600 });
  print(stack);
}

async function down(): Promise<void> {
  const stack = readState();
  if (stack !== undefined) await stopStack(stack);
  rmSync(STATE, { force: true });
  console.error(stack === undefined ? "Nothing is running." : "Stopped.");
}

async function status(): Promise<void> {
  const stack = readState();
  if (stack === undefined) {
    console.error("Nothing is running. Start it with `npm run stack -- up`.");
    process.exitCode = 1;
    return;
  }
  for (const { name, pid } of stack.processes) console.log(`${name} (${pid}): ${isAlive(pid) ? "running" : "gone"}`);
  for (const path of ["/identity", "/image"])
    console.log(`${stack.origin}${path}: ${await statusOf(stack.origin + path)}`);
}

/** Shell lines for `eval`; IDs of the resources as comments. */
function print(stack: Stack): void {
  if (isJson) return console.log(JSON.stringify(stack, null, 2));
  for (const [name, value] of Object.entries(stack.env)) console.log(`export ${name}='${value}'`);
  for (const [name, id] of Object.entries(stack.seed)) console.log(`# ${name}: ${id}`);
  console.log(`# OS_CLIENT_CONFIG_FILE: ${stack.cloudsFile}`);
}

const commands: Readonly<Record<string, () => Promise<void>>> = { up, down, status };
const run = commands[command];
if (command === "engine") {
  await runEngine(flags);
} else if (run === undefined) {
  console.error(`There is no "${command}".\n  Hint: npm run stack -- up|down|status`);
  process.exitCode = 2;
} else {
  await run();
}
