/** node scripts/site.ts build: builds the documentation site with Debian's MkDocs Material, self-hosted down to Mermaid. */
import { spawnSync } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";

import { installDebianPackages } from "./debian.ts";

const ROOT = join(import.meta.dirname, "..");

/** Debian packages, each with a file that exists if it is installed. */
const PACKAGES = {
  mkdocs: "/usr/bin/mkdocs",
  "mkdocs-material": "/usr/share/mkdocs/themes/material/base.html",
  "python3-pymdownx": "/usr/lib/python3/dist-packages/pymdownx/superfences.py",
  chromium: "/usr/bin/chromium",
  "fonts-noto-cjk": "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
};

if (import.meta.main) {
  const [command] = process.argv.slice(2);
  if (command === "build") {
    installMkDocs();
    await copyMermaid(join(ROOT, "docs"));
    buildSite({});
  } else {
    console.error("Usage: node scripts/site.ts build");
    process.exitCode = 2;
  }
}

export interface SiteOptions {
  /** @default mkdocs.yml of this repository */
  readonly configFile?: string;
  /** @default that of the configuration */
  readonly siteFolder?: string;
}

/** Runs `mkdocs build --strict`: a warning fails it. */
export function buildSite({ configFile = join(ROOT, "mkdocs.yml"), siteFolder }: SiteOptions): void {
  const target = siteFolder === undefined ? [] : ["--site-dir", siteFolder];
  run("mkdocs", ["build", "--strict", "--quiet", "--config-file", configFile, ...target]);
}

/** Copies Mermaid to the address from which the pages load it. */
export async function copyMermaid(docsFolder: string): Promise<void> {
  const source = join(ROOT, "node_modules/mermaid/dist/mermaid.min.js");
  await copyFile(source, join(docsFolder, "assets/js/mermaid.min.js"));
}

/** Installs MkDocs, its theme, a browser, and fonts from Debian, if they are missing. Needs root for that. */
export function installMkDocs(): void {
  installDebianPackages(PACKAGES);
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0)
    throw new Error(`"${command} ${args.join(" ")}" failed with ${error?.message ?? `exit code ${status}`}.`);
}
