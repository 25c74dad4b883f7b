import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const QUIET = ["--silent", "--no-audit", "--no-fund"];

/** Installs the files that `npm publish` would publish into examples/. */
export default function setup(): void {
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-pack-"));
  try {
    const npm = (...args: readonly string[]): string => execFileSync("npm", args, { cwd: ROOT, encoding: "utf8" });
    const packed = npm("pack", "--silent", "--pack-destination", folder).trim().split("\n").at(-1) ?? "";
    npm("install", "--no-save", "--no-package-lock", "--prefix", "examples", ...QUIET, join(folder, packed));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
