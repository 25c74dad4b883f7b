import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { runToEnd } from "./processes.ts";

const PROGRAM = join(import.meta.dirname, "lossy-link.py");

/** One end of a link between two network namespaces. */
export interface LinkEnd {
  readonly namespace: string;
  /** The interface that is created there. */
  readonly device: string;
  /** `10.98.0.1/30` */
  readonly address: string;
}

export interface LossyLink {
  /** The process that carries the packets. */
  readonly process: ChildProcess;
  /** Ends it, and returns the number of lost packets. */
  readonly end: () => Promise<number>;
}

/** Links two namespaces that exist. @param loss The probability that a packet is lost. */
export async function openLossyLink(loss: number, ends: readonly [LinkEnd, LinkEnd]): Promise<LossyLink> {
  const places = ends.map(({ namespace, device }) => `${namespace}:${device}`);
  const process = spawn("python3", [PROGRAM, String(loss), ...places], { stdio: ["pipe", "pipe", "inherit"] });
  await once(process.stdout, "data");
  for (const { namespace, device, address } of ends) {
    runToEnd(["ip", "-n", namespace, "address", "add", address, "dev", device]);
    runToEnd(["ip", "-n", namespace, "link", "set", device, "up"]);
    runToEnd(["ip", "-n", namespace, "link", "set", "lo", "up"]);
  }
  const end = async (): Promise<number> => {
    process.stdin.end();
    const [lost] = (await once(process.stdout, "data")) as [Buffer];
    return Number(String(lost));
  };
  return { process, end };
}
