import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { signalGroup } from "../scripts/stack/processes.ts";
import { readTrace } from "../src/trace/files/file.ts";
import { runCli } from "../test/cli/run-cli.ts";

const MAIN = join(import.meta.dirname, "../dist/wirewalk.js");

/** Requests of the recorded program, which notes each finished request in a file; with `--durable`, it is on the disk by then. */
const REQUESTS = 8;
const SCRIPT = `for n in $(seq 1 ${REQUESTS}); do curl -sS -o /dev/null -H "X-Auth-Token: s3cr3t-value-$n" "$0/$n" && echo $n >> "$DONE"; done`;

/**
 * Kills `record` at random moments: while it records, starts a new part, and saves. Each finished exchange must then be in a trace exactly once,
 * after `recover` has run, and no other file may remain. KILLS is the number of runs. @default 200
 */
export async function benchKills(): Promise<void> {
  const kills = Number(process.env["KILLS"] ?? 200);
  const faults: string[] = [];
  const phases = { recording: 0, saving: 0, "when all was done": 0 };
  for (let index = 0; index < kills; index += 1) {
    const folder = await mkdtemp(join(tmpdir(), "wirewalk-kill-"));
    const rotation = index % 2 === 0 ? [] : ["--rotate", "3"];
    const { phase, finished } = await killRecording(folder, rotation);
    phases[phase] += 1;
    const found = await checkFolder(join(folder, "traces"), finished);
    faults.push(...found.map((fault) => `${folder} (${phase}${rotation.length > 0 ? ", in parts" : ""}): ${fault}`));
    // The files of a failed run are kept for inspection.
    if (found.length === 0) await rm(folder, { recursive: true });
    if ((index + 1) % 20 === 0) console.log(`${index + 1} of ${kills}: ${faults.length} faults`);
  }
  console.log(`\n${kills} kills: ${JSON.stringify(phases)}; faults: ${faults.length}`);
  for (const fault of faults) console.log(fault);
  if (faults.length > 0) process.exitCode = 1;
}

interface Killed {
  readonly phase: "recording" | "saving" | "when all was done";
  /** Requests whose responses the program had received. */
  readonly finished: readonly string[];
}

/** About the time that saving takes. */
const SAVING = 400;

async function killRecording(folder: string, rotation: readonly string[]): Promise<Killed> {
  const last = 1 + Math.floor(Math.random() * 1.5 * REQUESTS);
  const delay = Math.random() * (last > REQUESTS ? SAVING : 40);
  const reached = Promise.withResolvers<undefined>();
  const server = createServer((request, response) => {
    response.end(`${request.url} `.repeat(1000));
    if (request.url === `/${Math.min(last, REQUESTS)}`) reached.resolve(undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on TCP has an address of this shape.
  const { port } = server.address() as AddressInfo;
  const done = join(folder, "done");
  const argv = ["record", "--durable", ...rotation, "-o", join(folder, "traces/t.har"), "--", "sh", "-c", SCRIPT];
  const program = spawn(process.execPath, [MAIN, ...argv, `http://127.0.0.1:${port}`], {
    env: { PATH: process.env["PATH"], HOME: folder, WIREWALK_CONFIG_DIR: folder, DONE: done },
    stdio: "ignore",
    // All processes that it starts are killed with it.
    detached: true,
  });
  const ended = once(program, "exit");
  await Promise.race([reached.promise, ended]);
  await Promise.race([wait(delay), ended]);
  const isOver = program.exitCode !== null || program.pid === undefined || !signalGroup(program.pid, "SIGKILL");
  await ended;
  server.close();
  server.closeAllConnections();
  const finished = (await readFile(done, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");
  return { phase: isOver ? "when all was done" : last > REQUESTS ? "saving" : "recording", finished };
}

async function checkFolder(folder: string, finished: readonly string[]): Promise<readonly string[]> {
  const before = await readdir(folder);
  const said = await recoverAll(folder);
  const found = await readAll(folder);
  const again = await recoverAll(folder);
  const isOwned = (name: string): boolean =>
    /contains no finished exchange|is not a journal/.test(said.split(name.replace(".secrets", ""))[1] ?? "");
  const left = (await readdir(folder)).filter((name) => !name.endsWith(".har") && !isOwned(name));
  const lost = finished.filter((number) => !found.includes(number));
  const changed = JSON.stringify(await readAll(folder)) === JSON.stringify(found) ? "" : again;
  return [
    ...(lost.length > 0 ? [`lost ${lost.join(",")}`] : []),
    ...(new Set(found).size < found.length ? [`more than once: ${found.join(",")}`] : []),
    ...(left.length > 0 ? [`left ${left.join(",")}`] : []),
    ...(changed === "" ? [] : ["recovering again changed something"]),
  ].map((fault) => `${fault}; there were ${before.join(" ")}; ${said}`);
}

/** A journal is removed before the file that it was becoming. */
async function recoverAll(folder: string): Promise<string> {
  let said = "";
  const names = (await readdir(folder)).filter((name) => !name.endsWith(".har") && !name.endsWith(".secrets"));
  for (const name of names.toSorted((a, b) => Number(/\.tmp-/.test(a)) - Number(/\.tmp-/.test(b)))) {
    if ((await readdir(folder)).includes(name)) said += (await runCli(["recover", join(folder, name)])).stderr;
  }
  return said;
}

/** Numbers of the requests in all traces of a folder. */
async function readAll(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".har")).toSorted();
  const read = await Promise.all(names.map(async (name) => (await readTrace(join(folder, name))).log.entries));
  return read.flat().map(({ request }) => new URL(request.url).pathname.slice(1));
}
