import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

import { type Io, tell } from "../io.ts";

export const UNSAFE_RAW_OPTION = {
  "unsafe-raw": { type: "boolean", default: false, describe: "Also keep an unmasked copy in .wirewalk/raw" },
} as const;

/** The file for an unmasked copy, in a directory that git ignores; prints a warning. */
export async function toRawFile(trace: string, isWanted: boolean, io: Io): Promise<{ readonly unsafeRaw?: string }> {
  if (!isWanted) return {};
  await mkdir(RAW_FOLDER, { recursive: true, mode: 0o700 });
  await writeFile(join(RAW_FOLDER, ".gitignore"), "*\n");
  const time = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const unsafeRaw = join(RAW_FOLDER, `${basename(trace, ".har")}-${time}.har`);
  tell(io, `Warning: ${unsafeRaw} keeps all secrets as they are; delete it when you no longer need it.`);
  return { unsafeRaw };
}

const RAW_FOLDER = ".wirewalk/raw";
