import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";

import { engineCache } from "./engine-cache.ts";
import { runToEnd } from "./processes.ts";

export interface GoProgram {
  readonly name: string;
  /** The folder of its module. */
  readonly source: string;
  /** Files of the module that determine the program. */
  readonly files: readonly string[];
  /** What is built. @default the module's own package */
  readonly of?: string;
}

/** A program, built where it is not yet: minutes the first time, and kept in the user's cache. */
export function buildGo({ name, source, files, of = "." }: GoProgram): string {
  const digest = createHash("sha256");
  for (const file of files) digest.update(readFileSync(join(source, file)));
  const program = join(engineCache(), `${name}-${digest.digest("hex").slice(0, 16)}`);
  if (existsSync(program)) return program;
  console.error(`Building ${name}; this takes minutes the first time.`);
  const built = `${program}.${process.pid}`;
  runToEnd(["go", "build", "-C", source, "-buildvcs=false", "-trimpath", "-ldflags=-s -w", "-o", built, of]);
  renameSync(built, program);
  return program;
}
