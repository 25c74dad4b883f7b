import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

import { writeRecording } from "../scripts/build/bundle.ts";

const ROOT = join(import.meta.dirname, "..");

const built = new Map<string, Promise<string>>();

/** The file of a program of bench/programs, or of `register`, bundled with the recorder once for each run, because users run the bundled package. */
export function builtProgram(name: string): Promise<string> {
  const known = built.get(name);
  if (known !== undefined) return known;
  const file = build(name);
  built.set(name, file);
  return file;
}

async function build(name: string): Promise<string> {
  // In this repository, so that dependencies are found; one level down, so that src/own-files.ts finds its files.
  const folder = mkdtempSync(join(ROOT, "trial-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  await writeRecording(join(folder, "dist"), name === "register" ? {} : { [name]: `bench/programs/${name}.ts` });
  return join(folder, "dist", `${name}.js`);
}
