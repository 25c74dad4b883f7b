import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { transformSync } from "rolldown/utils";

/**
 * Finds what would stop an old version of Node before the first line of a program runs: syntax that it cannot parse, and imports of anything except our own
 * files, because a name that a built-in module lacks is a SyntaxError too.
 */
export async function findStumblingBlocks(program: string, node: string): Promise<readonly string[]> {
  const files = new Set([program]);
  const blocks: string[] = [];
  // Iterating over a set includes items that are added meanwhile.
  for (const file of files) {
    const code = await readFile(file, "utf8");
    if (print(file, code, node) !== print(file, code, "esnext")) blocks.push(`${file}: newer syntax`);
    for (const name of listStaticImports(code)) {
      if (name.startsWith("./")) files.add(join(dirname(file), name));
      else blocks.push(`${file}: import of ${name}`);
    }
  }
  return blocks;
}

function print(file: string, code: string, target: string): string {
  const { errors, warnings, code: printed } = transformSync(file, code, { target });
  return [printed, ...[...errors, ...warnings].map(({ message }) => message)].join("\n");
}

function listStaticImports(code: string): readonly string[] {
  return Array.from(code.matchAll(/^(?:import|export)\s(?:[^"';]*\sfrom\s)?"([^"]+)"/gm), ([, name = ""]) => name);
}
