import { join } from "node:path";

import { keepInCache } from "./engine-cache.ts";
import { runToEnd } from "./processes.ts";

export interface GoProgram {
  readonly name: string;
  /** The folder of its module. */
  readonly source: string;
  /** Files of the module that determine the program. */
  readonly files: readonly string[];
  /** The package to build. @default the module's own package */
  readonly of?: string;
}

/** A program, built if necessary: this takes minutes the first time, and is kept in the user's cache. */
export function buildGo({ name, source, files, of = "." }: GoProgram): string {
  const paths = files.map((file) => join(source, file));
  return keepInCache(name, paths, (built) => {
    console.error(`Building ${name}; this takes minutes the first time.`);
    runToEnd(["go", "build", "-C", source, "-buildvcs=false", "-trimpath", "-ldflags=-s -w", "-o", built, of]);
  });
}
