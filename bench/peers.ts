import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Peers that only benchmarks need, with the versions that were measured. */
const PEERS = { mockttp: "4.6.5", "http-mitm-proxy": "1.1.0" } as const;

const FOLDER = join(import.meta.dirname, ".peers");

/** Installs the peers beside the benchmarks, once; returns their folder. */
export function installPeers(): string {
  if (existsSync(join(FOLDER, "node_modules/mockttp"))) return FOLDER;
  console.error("Installing the peers to compare with …");
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, "package.json"), JSON.stringify({ private: true, dependencies: PEERS }));
  const { status, stderr } = spawnSync("npm", ["install", "--no-audit", "--no-fund"], {
    cwd: FOLDER,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`npm install of the peers failed:\n${stderr}`);
  return FOLDER;
}
