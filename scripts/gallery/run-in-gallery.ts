import { join } from "node:path";

import { main } from "../../src/cli/main.ts";

const FOLDER = join(import.meta.dirname, "../../traces/gallery");

/** Runs a command of wirewalk that names traces of the gallery, and returns its output as on a pipe. */
export async function runInGallery(argv: readonly string[]): Promise<string> {
  let printed = "";
  const stdout = { write: (content: string | Uint8Array) => (printed += String(content)) };
  const placed = argv.map((word) => (word.endsWith(".har") ? join(FOLDER, word) : word));
  const io = { stdout, stderr: process.stderr, stdin: { readLine: async () => "" }, env: {} };
  const exitCode = await main(placed, { ...io, interruption: () => new AbortController().signal });
  if (exitCode !== 0) throw new Error(`"wirewalk ${argv.join(" ")}" exited with ${exitCode}.`);
  return printed;
}
