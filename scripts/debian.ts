import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Installs missing Debian packages; each is listed with a file that exists if it is installed. Needs root for that. */
export function installDebianPackages(packages: Readonly<Record<string, string>>): void {
  const missing = Object.keys(packages).filter((name) => !existsSync(packages[name] ?? ""));
  if (missing.length === 0) return;
  const names = missing.join(" ");
  if (process.getuid?.() !== 0) {
    throw new Error(`These Debian packages are missing: ${names}. Install them, or run this as root.`);
  }
  console.error(`Installing ${names} …`);
  aptGet(["update", "-q"]);
  aptGet(["install", "-y", "-q", "--no-install-recommends", ...missing]);
}

/** Parts of the tests may run at the same time, and apt-get does not wait for another one that reads the package lists. */
const LOCK = join(tmpdir(), "wirewalk-apt.lock");

function aptGet(args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status, stdout, stderr } = spawnSync("flock", [LOCK, "apt-get", ...args], {
    env,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`apt-get ${args[0]} failed:\n${tail(stdout + stderr)}`);
}

/** The end of a long output, which contains the reason. */
export function tail(text: string): string {
  return text.trimEnd().split("\n").slice(-25).join("\n");
}
