/** npm run build:sea: one file for Linux with Node inside, in sea/. It needs `npm run build` before, and strip of binutils. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

import { ROOT } from "./build/root.ts";

const OUT = join(ROOT, "sea");
const PROGRAM = join(OUT, "wirewalk");

/** The files of the package at run time; docs/decisions/0032-single-executable.md explains why they are unpacked. */
const PARTS = [
  ["dist", "dist"],
  ["templates", "templates"],
  ["schemas", "schemas"],
  ["node_modules/undici", "node_modules/undici"],
] as const;

if (process.platform !== "linux") throw new Error("The single executable is built on Linux, and for Linux alone.");
await rm(OUT, { recursive: true, force: true });
await mkdir(OUT);
const packed = brotliCompressSync(JSON.stringify(await collect()), { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
await writeFile(join(OUT, "files.br"), packed);
await writeFile(join(OUT, "sum"), createHash("sha256").update(packed).digest("hex").slice(0, 16));
const config = { main: join(ROOT, "scripts/sea/main.cjs"), output: "sea.blob", disableExperimentalSEAWarning: true };
await writeFile(join(OUT, "sea.json"), JSON.stringify({ ...config, assets: { files: "files.br", sum: "sum" } }));
run(process.execPath, "--experimental-sea-config", "sea.json");
// Names of functions for debuggers: a seventh of the file.
run("strip", "-o", PROGRAM, process.execPath);
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";
run("npx", "--yes", "postject@1.0.0-alpha.6", PROGRAM, "NODE_SEA_BLOB", "sea.blob", "--sentinel-fuse", FUSE);
await chmod(PROGRAM, 0o755);
await Promise.all(["files.br", "sum", "sea.json", "sea.blob"].map((name) => rm(join(OUT, name))));
console.log(`sea/wirewalk: ${((await stat(PROGRAM)).size / 1e6).toFixed(1)} MB`);

/** Content of each file in base64, by its path in the package. */
async function collect(): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {
    "package.json": (await readFile(join(ROOT, "package.json"))).toString("base64"),
  };
  for (const [from, to] of PARTS) {
    for (const entry of await readdir(join(ROOT, from), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || /\.(?:d\.ts|md|map)$/.test(entry.name)) continue;
      const file = join(entry.parentPath, entry.name);
      files[join(to, file.slice(join(ROOT, from).length))] = (await readFile(file)).toString("base64");
    }
  }
  return files;
}

function run(program: string, ...args: readonly string[]): void {
  execFileSync(program, args, { cwd: OUT, stdio: ["ignore", "ignore", "inherit"] });
}
