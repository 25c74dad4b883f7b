import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

import { tail } from "../debian.ts";

export interface StartedProcess {
  readonly name: string;
  readonly pid: number;
  /** Where its output goes. */
  readonly log: string;
}

/** Starts a server that outlives this process, with its output in a file. */
export function startProcess(
  name: string,
  command: readonly string[],
  log: string,
  env: NodeJS.ProcessEnv = {},
): StartedProcess {
  const [file = "", ...args] = command;
  const output = openSync(log, "a");
  const child = spawn(file, args, {
    detached: true,
    stdio: ["ignore", output, output],
    env: { ...process.env, ...env },
  });
  closeSync(output);
  child.unref();
  if (child.pid === undefined) throw new Error(`${name} did not start: is ${file} installed?`);
  return { name, pid: child.pid, log };
}

/** Runs a program to its end; throws with the end of its output if it fails. */
export function runToEnd(command: readonly string[]): void {
  const [file = "", ...args] = command;
  const { status, stdout, stderr } = spawnSync(file, args, { encoding: "utf8", maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`${command.join(" ")} ended with ${status}:\n${tail(stdout + stderr)}`);
}

/** Arguments before a command that run it in a network namespace, if there is one. */
export function enter(namespace: string | undefined): readonly string[] {
  return namespace === undefined ? [] : ["ip", "netns", "exec", namespace];
}

/** Waits until a URL returns one of these status codes; throws with the end of the log if it does not in time. */
export async function waitForAnswer(
  url: string,
  statuses: readonly number[],
  server: StartedProcess,
  namespace?: string,
): Promise<void> {
  let last = "";
  const answers = async (): Promise<boolean> => {
    last = namespace === undefined ? await statusOf(url) : statusWithin(namespace, url);
    return statuses.includes(Number(last));
  };
  if (!(await isUp(server, answers, 60))) throw explainLog(server, `does not answer at ${url} (${last})`);
}

/** Waits at most that many seconds until something listens at `HOST:PORT`; throws with the end of the log if nothing does. */
export async function waitForPort(
  address: string,
  server: StartedProcess,
  { namespace, patience }: { readonly namespace: string | undefined; readonly patience: number },
): Promise<void> {
  const [program, ...words] = [...enter(namespace), "bash", "-c", `: </dev/tcp/${address.replace(":", "/")}`];
  const isOpen = async (): Promise<boolean> => spawnSync(program, words).status === 0;
  if (!(await isUp(server, isOpen, patience))) throw explainLog(server, `does not listen at ${address}`);
}

/** Checks ten times a second, for at most that many seconds, whether a server is up; false also if it has ended. */
export async function isUp(server: StartedProcess, look: () => Promise<boolean>, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience * 1000;
  while (Date.now() < deadline && isAlive(server.pid)) {
    if (await look()) return true;
    await delay(100);
  }
  return false;
}

export function explainLog({ name, log }: StartedProcess, what: string): Error {
  return new Error(`${name} ${what}. Its log ends with:\n${readTail(log)}`);
}

export async function statusOf(url: string): Promise<string> {
  try {
    return String((await fetch(url, { signal: AbortSignal.timeout(5000), redirect: "manual" })).status);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function statusWithin(namespace: string, url: string): string {
  const [program, ...words] = [...enter(namespace), "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", url];
  return spawnSync(program, words, { encoding: "utf8" }).stdout;
}

/** Ends our own processes, by their IDs, and waits until they have ended. */
export async function stopProcesses(processes: readonly StartedProcess[]): Promise<void> {
  for (const { pid } of processes) signalGroup(pid, "SIGTERM");
  const deadline = Date.now() + 10_000;
  while (processes.some(({ pid }) => isAlive(pid)) && Date.now() < deadline) await delay(50);
  for (const { pid } of processes) signalGroup(pid, "SIGKILL");
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A child that has ended, but was not waited for, still exists.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** Signals a whole process group, because workers of uWSGI and nginx are in the group of their server. Returns false if all of it has ended. */
export function signalGroup(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(-pid, name);
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("No free port.");
  return address.port;
}

function readTail(file: string): string {
  try {
    return tail(readFileSync(file, "utf8"));
  } catch {
    return "(no log)";
  }
}
