/** npm run build: compiles src/ to dist/, which is what the package holds. */
import { spawnSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");

rmSync(DIST, { recursive: true, force: true });
const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
const { status } = spawnSync(process.execPath, [compiler, "-p", join(ROOT, "src")], { stdio: "inherit" });
if (status === 0) chmodSync(join(DIST, "cli/main.js"), 0o755);
else process.exitCode = 1;
