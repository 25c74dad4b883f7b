import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";

import { openLossyLink } from "../../scripts/stack/lossy-link.ts";
import { enter, runToEnd } from "../../scripts/stack/processes.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");
const LOAD = join(import.meta.dirname, "../programs/host-load.ts");

/** Names of hosts, and the milliseconds by which their clocks are ahead. */
const HOSTS = { "web-1": -2500, "web-2": 0, "web-3": 40 };
export const GATEWAY = { namespace: `ww-gate-${process.pid}`, address: "0.0.0.0" };
/** Where Collectors listen. */
export const PORT = 4318;

/** A host in a network namespace of its own, with a link to the gateway, which is `.1` of the link's subnet as the host is `.2`. */
export interface Host {
  readonly name: string;
  readonly namespace: string;
  readonly file: string;
  readonly skew: number;
  readonly link: string;
  readonly subnet: string;
}

export interface Load {
  readonly recorder: ChildProcess;
  /** Output of the recorder when it ended. */
  readonly said: Promise<string>;
}

export function nameHosts(folder: string): readonly Host[] {
  return Object.entries(HOSTS).map(([name, skew], index) => ({
    name,
    namespace: `ww-${index + 1}-${process.pid}`,
    file: join(folder, `${name}.har`),
    skew,
    link: `link${index + 1}`,
    subnet: `10.98.${index + 1}`,
  }));
}

/** Returns a function that ends the link, and the number of packets that it lost. */
export async function linkToGateway(host: Host, loss: number): Promise<() => Promise<number>> {
  const { namespace, link, subnet } = host;
  const ends = [
    { namespace: GATEWAY.namespace, device: link, address: `${subnet}.1/24` },
    { namespace, device: "up0", address: `${subnet}.2/24` },
  ] as const;
  if (loss > 0) return (await openLossyLink(loss, ends)).end;
  const run = (...command: readonly string[]): void => runToEnd(["ip", "-n", ...command]);
  run(namespace, "link", "add", "up0", "type", "veth", "peer", "name", link, "netns", GATEWAY.namespace);
  for (const { namespace: place, device, address } of ends) {
    run(place, "address", "add", address, "dev", device);
    run(place, "link", "set", device, "up");
    run(place, "link", "set", "lo", "up");
  }
  return async () => 0;
}

export function setLink({ link }: Host, state: "up" | "down"): void {
  runToEnd(["ip", "-n", GATEWAY.namespace, "link", "set", link, state]);
}

export function startLoad({ namespace, file, skew }: Host, seconds: number): Load {
  const clock = `Object.defineProperty(performance, "timeOrigin", { value: performance.timeOrigin + ${skew} });`;
  const node = [process.execPath, "--import", `data:text/javascript,${encodeURIComponent(clock)}`, MAIN];
  const words = ["record", "-o", file, "--otlp", `http://127.0.0.1:${PORT}`];
  const load = ["--", process.execPath, LOAD, String(seconds)];
  const [program = "", ...args] = [...enter(namespace), ...node, ...words, ...load];
  const recorder = spawn(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    // A process group of its own, so that processes of a killed recorder can be ended with it.
    detached: true,
  });
  let text = "";
  recorder.stderr.on("data", (piece: Buffer) => (text += piece.toString()));
  const said = once(recorder, "exit").then(() => /^Delivered .*$/m.exec(text)?.[0] ?? `ended: ${text.trim()}`);
  return { recorder, said };
}

export function push({ namespace }: Host, file: string, ...more: readonly string[]): void {
  const words = [MAIN, "push", file, "--otlp", `http://127.0.0.1:${PORT}`, ...more];
  runToEnd([...enter(namespace), process.execPath, ...words]);
}

/** The files that a killed recorder leaves. */
export function journalOf({ file }: Host): string {
  return `${file}.journal`;
}

export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
