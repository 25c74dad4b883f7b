/**
 * Builds the package if it is installed from git, as pre-commit does, because npm runs no other script than `prepare` then
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
    const options = ["ci", "--global=false", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
    // pnpm and Yarn put their own program there.
    const { npm_execpath: manager = "" } = process.env;
    const isNpm = /\bnpm-cli\.[cm]?js$/.test(manager);
    const [program, first] = isNpm ? [process.execPath, [manager]] : ["npm", []];
    // Windows starts `npm.cmd` only through a shell.
    const shell = !isNpm && process.platform === "win32";
    execFileSync(program, [...first, ...options], { cwd: ROOT, stdio: "inherit", shell });
  }
  await import("./build.ts");
}
