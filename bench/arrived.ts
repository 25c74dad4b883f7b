import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { enter } from "../scripts/stack/processes.ts";

const MAIN = join(import.meta.dirname, "../src/cli/main.ts");

/** The trace that `gather` makes from these places; "" if it fails. @param namespace A network namespace. @default that of this process */
export function gather(places: readonly string[], output: string, namespace?: string): string {
  rmSync(output, { force: true });
  const [program, ...words] = [...enter(namespace), process.execPath, MAIN, "gather", ...places, "-o", output];
  const { status } = spawnSync(program, words);
  return status === 0 ? readFileSync(output, "utf8") : "";
}

export interface Arrival {
  /** Where the exchanges should arrive: the source for `gather`. */
  readonly places: readonly string[];
  /** The network namespace in which `gather` runs. @default that of this process */
  readonly namespace?: string;
  /** The trace that `gather` makes from all recordings. */
  readonly expected: string;
  readonly output: string;
  /** Maximum wait, in seconds. */
  readonly patience: number;
}

/** Whether the arrived trace equals the recorded one, byte for byte. */
export async function hasArrived({ places, namespace, expected, output, patience }: Arrival): Promise<boolean> {
  const begun = Date.now();
  while (Date.now() - begun < patience * 1000) {
    if (expected !== "" && gather(places, output, namespace) === expected) return true;
    await delay(2000);
  }
  return false;
}
