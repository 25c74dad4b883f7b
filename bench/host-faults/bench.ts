import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { type Collector, startCollector } from "../../scripts/stack/engine.ts";
import { runToEnd, signalGroup, stopProcesses } from "../../scripts/stack/processes.ts";
import { gather, hasArrived } from "../arrived.ts";
import { FAULTS, type Fault, type World } from "./faults.ts";
import {
  GATEWAY,
  type Host,
  type Load,
  PORT,
  journalOf,
  linkToGateway,
  nameHosts,
  sizeOf,
  startLoad,
} from "./hosts.ts";
import { STORES } from "./stores.ts";

/** Bytes that each host has recorded when a fault occurs: some seconds of its load. */
const MIDDLE = 500_000;

/** First and maximum wait for the exchanges to arrive, in seconds. */
const SOON = 20;
const PATIENCE = 180;

/**
 * Three hosts, each with a recorder under load and a Collector, and a gateway. After each fault, the arrived exchanges must equal the recorded ones,
 * byte for byte. Needs root, `ip`, and what `npm run stack -- engine up kafka` and `jaeger` build. FAULTS is a pattern that selects
 * faults. @default all
 */
export async function benchHostFaults(): Promise<void> {
  const wanted = new RegExp(process.env["FAULTS"] ?? "");
  for (const [name, fault] of Object.entries(FAULTS).filter(([name]) => wanted.test(name))) {
    console.log(`\n### ${name}\n`);
    await tryFault(fault);
  }
}

async function tryFault(fault: Fault): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-hosts-"));
  const hosts = nameHosts(folder);
  const disk = join(folder, "disk");
  mkdirSync(disk);
  runToEnd(["mount", "-t", "tmpfs", "-o", "size=160k", "small-disk", disk]);
  const namespaces = [GATEWAY.namespace, ...hosts.map(({ namespace }) => namespace)];
  for (const namespace of namespaces) runToEnd(["ip", "netns", "add", namespace]);
  const agents: Collector[] = [];
  const loads: Load[] = [];
  const endings: (() => Promise<number>)[] = [];
  let world: World | undefined;
  try {
    for (const host of hosts) endings.push(await linkToGateway(host, fault.loss ?? 0));
    const store = await STORES[fault.store ?? "file"](folder, hosts);
    const begun = { folder, disk, hosts, store, agents, loads, startAgent: (host: Host) => startAgent(folder, host) };
    world = { ...begun, gateway: await store.startGateway() };
    for (const [index, host] of hosts.entries())
      agents.push(await startAgent(folder, host, index === 0 ? fault.queueOf?.(world) : undefined));
    loads.push(...hosts.map((host) => startLoad(host, fault.load)));
    while (hosts.some((host) => sizeOf(journalOf(host)) < MIDDLE)) await delay(200);
    await fault.strike(world);
    for (const [index, { said }] of loads.entries()) console.log(`${hosts[index]?.name}: ${await said}`);
    await judge(world, fault);
  } finally {
    for (const { recorder } of loads) if (recorder.pid !== undefined) signalGroup(recorder.pid, "SIGKILL");
    const ours = world === undefined ? [] : [world.gateway.process, ...world.store.processes];
    await stopProcesses([...agents.map((one) => one.process), ...ours]);
    for (const end of endings) {
      const lost = await end();
      if (lost > 0) console.log(`A link lost ${lost} packets.`);
    }
    for (const namespace of namespaces) runToEnd(["ip", "netns", "delete", namespace]);
    runToEnd(["umount", "-l", disk]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function judge(world: World, { mend, left }: Fault): Promise<void> {
  const { folder, hosts, store, gateway, agents } = world;
  const kept = hosts.map((host, index) => (index === 0 ? left?.(host) : undefined) ?? host.file);
  const expected = gather(kept, join(folder, "expected.har"));
  const { namespace } = GATEWAY;
  const arrival = { places: store.places, expected, output: join(folder, "arrived.har"), namespace };
  let isEqual = await hasArrived({ ...arrival, patience: mend === undefined ? PATIENCE : SOON });
  const isMended = !isEqual && mend !== undefined;
  if (isMended) {
    mend(world);
    isEqual = await hasArrived({ ...arrival, patience: PATIENCE });
  }
  if (!isEqual) process.exitCode = 1;
  const by = isMended ? " after `push`" : "";
  console.log(isEqual ? `equal, byte for byte${by}: ${expected.length} characters` : `NOT equal after ${PATIENCE} s`);
  for (const { name, pid } of [gateway.process, ...agents.map((one) => one.process), ...store.processes])
    console.log(`${name}: ${costOf(pid)}`);
}

function startAgent(folder: string, { name, namespace, subnet }: Host, queue?: string): Promise<Collector> {
  const within = { namespace, address: "127.0.0.1" };
  const settings = { GATEWAY: `http://${subnet}.1:${PORT}`, ...(queue !== undefined && { QUEUE: queue }) };
  return startCollector("agent", settings, join(folder, name), { port: PORT, within });
}

/** CPU time and peak memory of a process. */
function costOf(pid: number): string {
  const [, , , , , , , , , , , user = "0", system = "0"] =
    readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const peak = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return `${(Number(user) + Number(system)) / 100} s of CPU, ${Math.round(Number(peak) / 1000)} MB`;
}
