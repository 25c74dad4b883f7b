import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

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

/**
 * The same, with a recording's thread that throws away what it is given: what is left is what the program's own thread does, and what it costs to have
 * another. So much takes any recorder that passes the same bytes to a thread, whatever that does with them.
 */
export async function builtWithoutWork(name: string): Promise<string> {
  const file = await build(name);
  const worker = join(dirname(file), "recording-worker.js");
  const text = readFileSync(worker, "utf8");
  const idle = text.replace(WORK, (statement) => `if (bytes.length > 0) return; ${statement}`);
  if (idle === text)
    throw new Error("The recording's thread begins its work in another way; bench/built.ts has to know it.");
  writeFileSync(worker, idle);
  return file;
}

/** Where `recording-worker.ts` begins with an exchange. */
const WORK = /const \{ exchange, unread \} = unpackExchange\(bytes\);/;
