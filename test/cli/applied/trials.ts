import { GATHERING } from "./gathering.ts";
import { READING } from "./reading.ts";
import { RECORDING } from "./recording.ts";
import { REPLAYING } from "./replaying.ts";
import type { Pair, Trial } from "./world.ts";

/** Every command, each with the options that its table marks as applied. */
export const TRIALS: Readonly<Record<string, Trial>> = { ...READING, ...RECORDING, ...REPLAYING, ...GATHERING };

/** Whether the test records or replays to a program such as curl. */
export function needsProgram({ command, mode }: Pair): boolean {
  return command in RECORDING || (command in REPLAYING && mode === "program");
}
