/**
 * Loaded with `--import`: stops before each call that changes a file of the directory CHANGES_OF. The files at that moment are those that `kill -9` would
 * leave: they are copied to CHANGES_TO/NUMBER, including hard links, together with the current `globalThis.finished`. Before call number KILL_AT, the process
 * is really killed, or gets the signal KILL_WITH.
 */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import promises, { type FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";

const { CHANGES_OF: folder = "", CHANGES_TO: copies = "", KILL_AT, KILL_WITH = "SIGKILL" } = process.env;
const writeFileSync = fs.writeFileSync;
let calls = 0;

function stop(): void {
  calls += 1;
  if (calls === Number(KILL_AT)) process.kill(process.pid, KILL_WITH);
  if (copies === "") return;
  execFileSync("cp", ["-a", folder, join(copies, String(calls))]);
  // Set by the program.
  const { finished } = globalThis as { readonly finished?: readonly string[] };
  writeFileSync(join(copies, `${calls}.json`), JSON.stringify(finished ?? []));
}

const own = new Set<unknown>();

function isOurs(value: unknown): boolean {
  return typeof value === "string" ? value.startsWith(folder) : own.has(value);
}

/** Stops before each call of these functions whose first argument, or whose object, is in the directory. */
function watch(holder: object, names: readonly string[]): void {
  // Accessed by name, which an object allows.
  const methods = holder as Record<string, (...args: unknown[]) => unknown>;
  for (const name of names) {
    const call = methods[name];
    if (call === undefined) throw new Error(`There is no ${name}.`);
    methods[name] = function watched(this: unknown, ...args) {
      const isWatched = isOurs(args[0]) || isOurs(this);
      if (isWatched) stop();
      const result = call.apply(this, args);
      if (isWatched && name === "openSync") own.add(result);
      return isWatched && name === "open" ? remember(result) : result;
    };
  }
}

async function remember(opened: unknown): Promise<unknown> {
  const handle = await opened;
  own.add(handle);
  return handle;
}

const handle: FileHandle = await promises.open(import.meta.filename);
watch(Object.getPrototypeOf(handle), ["writeFile", "sync"]);
await handle.close();
watch(promises, ["mkdtemp", "open", "link", "rename", "rm", "chmod", "unlink"]);
watch(fs, [
  "writeSync",
  "writeFileSync",
  "appendFileSync",
  "openSync",
  "linkSync",
  "renameSync",
  "copyFileSync",
  "rmSync",
]);
syncBuiltinESMExports();
