import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { ROOT } from "./root.ts";

/** The modules that an import of the package can reach: the library, the recorder of Node programs, and those of test runners. */
const ENTRIES = [
  "flows/catalog.d.ts",
  "index.d.ts",
  "record/register/entry.d.ts",
  "runners/playwright.d.ts",
  "runners/vitest.d.ts",
];

/** Compiles the types of src/, and keeps those that an import of the package can reach; the others describe bundled code. */
export async function writeDeclarations(folder: string): Promise<void> {
  const all = await mkdtemp(join(tmpdir(), "wirewalk-types-"));
  try {
    await compile(all);
    const reached = new Set(ENTRIES);
    // Iterating a set includes items added meanwhile.
    for (const file of reached) {
      const text = await readFile(join(all, file), "utf8");
      for (const target of listRelativeImports(text)) reached.add(join(dirname(file), target));
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
  } finally {
    await rm(all, { recursive: true });
  }
}

async function compile(folder: string): Promise<void> {
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  const args = [compiler, "-p", join(ROOT, "src"), "--outDir", folder];
  await promisify(execFile)(process.execPath, args).catch((error: { stdout?: string }) => {
    throw new Error(`The types could not be compiled.\n${error.stdout ?? ""}`, { cause: error });
  });
}

/** `./a.ts` stays as it is written in a declaration, and means `./a.d.ts`. */
function listRelativeImports(text: string): string[] {
  const imports = text.matchAll(/(?:\bfrom|\bimport\()\s*"(\.[^"]+)\.[jt]s"/g);
  return Array.from(imports, ([, target]) => `${target}.d.ts`);
}
