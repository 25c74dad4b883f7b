/**
 * npm's `prepare` script: builds the package if it is installed from git, as pre-commit does, because npm runs no other script then
 * (docs/decisions/0020-bundle.md). In a clone, `npm ci` builds nothing.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { isGitInstall } from "./build/is-git-install.ts";
import { ROOT } from "./build/root.ts";

if (isGitInstall(process.env, process.cwd())) {
  // With `--global`, npm does not install the development dependencies first.
  if (!existsSync(join(ROOT, "node_modules/rolldown"))) {
    const npm = process.env["npm_execpath"] ?? "";
    const options = ["--global=false", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
    execFileSync(process.execPath, [npm, "ci", ...options], { cwd: ROOT, stdio: "inherit" });
  }
  await import("./build.ts");
}
