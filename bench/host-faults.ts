import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { type Collector, startCollector } from "../scripts/stack/engine.ts";
import { runToEnd, stopProcesses } from "../scripts/stack/processes.ts";

const MAIN = join(import.meta.dirname, "../src/cli/main.ts");
const LOAD = join(import.meta.dirname, "programs/host-load.ts");

/** Hosts in network namespaces of their own, and the milliseconds by which their clocks are ahead. */
const HOSTS = { "web-1": -2500, "web-2": 0, "web-3": 40 };
const GATEWAY = { namespace: `ww-gate-${process.pid}`, address: "0.0.0.0" };

/** Seconds that the hosts are loaded, that their links are cut after, and for; and that what arrives is waited for. */
const TIMES = { load: 45, before: 6, cut: 30, patience: 180 };

/**
 * Three hosts, each with a recorder under load and a Collector, and a gateway; for half a minute no packet goes from the hosts to the
 * gateway. What arrived has to be what was recorded, byte for byte. Needs root, `ip`, and the Collector of `npm run stack -- engine up`.
 */
export async function benchCutLink(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-link-"));
  const hosts = Object.keys(HOSTS).map((name, index) => ({
    name,
    namespace: `ww-${index + 1}-${process.pid}`,
    file: join(folder, `${name}.har`),
    skew: Object.values(HOSTS)[index] ?? 0,
    link: `link${index + 1}`,
    subnet: `10.98.${index + 1}`,
  }));
  const namespaces = [GATEWAY.namespace];
  const collectors: Collector[] = [];
  try {
    run("ip", "netns", "add", GATEWAY.namespace);
    for (const { namespace, link, subnet } of hosts) {
      run("ip", "netns", "add", namespace);
      namespaces.push(namespace);
      linkToGateway({ namespace, link, subnet });
    }
    const spans = join(folder, "spans.jsonl");
    collectors.push(await startCollector("gateway", { SPANS_FILE: spans }, folder, { port: PORT, within: GATEWAY }));
    for (const { name, namespace, subnet } of hosts) {
      const within = { namespace, address: "127.0.0.1" };
      const settings = { GATEWAY: `http://${subnet}.1:${PORT}` };
      collectors.push(await startCollector("agent", settings, join(folder, name), { port: PORT, within }));
    }
    const loads = hosts.map(async (host) => startLoad(host));
    await delay(TIMES.before * 1000);
    for (const { link } of hosts) run("ip", "-n", GATEWAY.namespace, "link", "set", link, "down");
    console.log(`links cut for ${TIMES.cut} s`);
    await delay(TIMES.cut * 1000);
    for (const { link } of hosts) run("ip", "-n", GATEWAY.namespace, "link", "set", link, "up");
    for (const [index, said] of (await Promise.all(loads)).entries()) console.log(`${hosts[index]?.name}: ${said}`);
    const expected = gather(
      hosts.map(({ file }) => file),
      join(folder, "expected.har"),
    );
    console.log(await waitFor(spans, expected, join(folder, "arrived.har")));
    for (const { process: started } of collectors) console.log(`${started.name}: ${costOf(started.pid)}`);
  } finally {
    await stopProcesses(collectors.map((collector) => collector.process));
    for (const namespace of namespaces) run("ip", "netns", "delete", namespace);
    rmSync(folder, { recursive: true, force: true });
  }
}

const PORT = 4318;

function run(...command: readonly string[]): void {
  runToEnd(command);
}

/** The gateway is `.1` of each link, and the host `.2`. */
function linkToGateway({ namespace, link, subnet }: Readonly<Record<"namespace" | "link" | "subnet", string>>): void {
  run("ip", "-n", namespace, "link", "add", "up0", "type", "veth", "peer", "name", link, "netns", GATEWAY.namespace);
  for (const [place, device, last] of [
    [GATEWAY.namespace, link, 1],
    [namespace, "up0", 2],
  ] as const) {
    run("ip", "-n", place, "address", "add", `${subnet}.${last}/24`, "dev", device);
    run("ip", "-n", place, "link", "set", device, "up");
    run("ip", "-n", place, "link", "set", "lo", "up");
  }
}

interface Host {
  readonly namespace: string;
  readonly file: string;
  readonly skew: number;
}

/** Gives what the recorder says at its end. */
async function startLoad({ namespace, file, skew }: Host): Promise<string> {
  const clock = `Object.defineProperty(performance, "timeOrigin", { value: performance.timeOrigin + ${skew} });`;
  const recorder = [process.execPath, "--import", `data:text/javascript,${encodeURIComponent(clock)}`, MAIN, "record"];
  const words = [...recorder, "-o", file, "--otlp", `http://127.0.0.1:${PORT}`];
  const load = ["--", process.execPath, LOAD, String(TIMES.load)];
  const child = spawn("ip", ["netns", "exec", namespace, ...words, ...load], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (piece: Buffer) => (said += piece.toString()));
  await once(child, "close");
  return /^Delivered .*$/m.exec(said)?.[0] ?? said;
}

function gather(places: readonly string[], output: string): string {
  const { status } = spawnSync(process.execPath, [MAIN, "gather", ...places, "-o", output]);
  return status === 0 ? readFileSync(output, "utf8") : "";
}

async function waitFor(spans: string, expected: string, output: string): Promise<string> {
  const begun = Date.now();
  for (let seconds = 0; seconds < TIMES.patience; seconds = (Date.now() - begun) / 1000) {
    if (expected !== "" && gather([spans], output) === expected)
      return `equal, byte for byte: ${expected.length} characters`;
    await delay(2000);
  }
  process.exitCode = 1;
  return `NOT equal after ${TIMES.patience} s`;
}

/** CPU time and the most memory that a process has had. */
function costOf(pid: number): string {
  const [, , , , , , , , , , , user = "0", system = "0"] =
    readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const peak = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return `${(Number(user) + Number(system)) / 100} s of CPU, ${Math.round(Number(peak) / 1000)} MB`;
}
