import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const MAIN = join(import.meta.dirname, "../src/cli/main.ts");

/** What `gather` writes of these places; "" where it fails. */
export function gather(places: readonly string[], output: string): string {
  rmSync(output, { force: true });
  const { status } = spawnSync(process.execPath, [MAIN, "gather", ...places, "-o", output]);
  return status === 0 ? readFileSync(output, "utf8") : "";
}

export interface Arrival {
  /** Where it is to arrive. */
  readonly place: string;
  /** What `gather` makes of all that was recorded. */
  readonly expected: string;
  readonly output: string;
  /** Seconds that it is waited for. */
  readonly patience: number;
}

/** Whether what arrives is what was recorded, byte for byte. */
export async function hasArrived({ place, expected, output, patience }: Arrival): Promise<boolean> {
  const begun = Date.now();
  while (Date.now() - begun < patience * 1000) {
    if (expected !== "" && gather([place], output) === expected) return true;
    await delay(2000);
  }
  return false;
}
