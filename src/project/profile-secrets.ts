import { open } from "node:fs/promises";

import type { Profile } from "../analyze/types.ts";
import type { Environment } from "../record/command/environment.ts";

/** What is about to be recorded or masked, as far as it is known beforehand. */
export interface Suspect {
  readonly env: Environment;
  /** Of the flow, or of the trace. */
  readonly profile?: Profile | undefined;
  /** The program and its arguments. @default none */
  readonly argv?: readonly string[];
  /** Whether nothing is known of the programs that are recorded: each may be a client of anything. @default false */
  readonly isOpen?: boolean;
}

/** Secrets that clients keep on this machine, of the families of services that may come to be asked. */
export async function readProfileSecrets(profiles: readonly Profile[], suspect: Suspect): Promise<readonly string[]> {
  const { profile, env } = suspect;
  const all = [...new Set([...profiles, ...(profile === undefined ? [] : [profile])])];
  const found = await Promise.all(
    all.map(async (one) => ((await mayBeAsked(one, suspect)) ? one.secrets?.read(env) : undefined)),
  );
  return found.flatMap((secrets) => secrets ?? []);
}

/** In doubt it may: a secret that nobody looked for stays readable. */
async function mayBeAsked({ name, secrets }: Profile, suspect: Suspect): Promise<boolean> {
  const { env, profile, argv = [], isOpen = false } = suspect;
  if (secrets === undefined) return false;
  if (isOpen || profile?.name === name) return true;
  if (Object.keys(env).some((variable) => variable.startsWith(secrets.variables))) return true;
  if (argv.some((argument) => secrets.mention.test(argument))) return true;
  const texts = await Promise.all(argv.map(readBeginning));
  return texts.some((text) => secrets.mention.test(text));
}

/** Bytes of a script that are looked at. */
const BEGINNING = 65_536;

/** Scripts and playbooks that a command line names say in their text what they start; "" for what is no file. */
async function readBeginning(argument: string): Promise<string> {
  try {
    const file = await open(argument, "r");
    try {
      // Reading a pipe would take from the program what is its own.
      if (!(await file.stat()).isFile()) return "";
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(BEGINNING) });
      return buffer.subarray(0, bytesRead).toString("latin1");
    } finally {
      await file.close();
    }
  } catch {
    return "";
  }
}
