import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Peers that only benchmarks need, with the versions that were measured. */
const PEERS = {
  mockttp: "4.6.5",
  "http-mitm-proxy": "1.1.0",
  nock: "15.0.6",
  "@mswjs/interceptors": "0.45.12",
  "@pollyjs/core": "6.0.6",
  "@pollyjs/adapter-fetch": "6.0.7",
  "@pollyjs/adapter-node-http": "6.0.6",
  "@pollyjs/persister-fs": "6.0.6",
} as const;

const FOLDER = join(import.meta.dirname, ".peers");

/** Installs the peers next to the benchmarks, once; returns their directory. */
export function installPeers(): string {
  if (Object.keys(PEERS).every((name) => existsSync(join(FOLDER, "node_modules", name)))) return FOLDER;
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
