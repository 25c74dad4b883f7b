import { join } from "node:path";

import { type OutputChunk, rolldown } from "rolldown";

import { builtins } from "./builtins.ts";
import { groups } from "./groups.ts";
import { patches } from "./patches.ts";
import { readyChecks } from "./ready-checks.ts";
import { readyTemplates } from "./ready-templates.ts";
import { ROOT } from "./root.ts";

/** Bundled programs by the name that they have in dist/. Those of one bundle share files. */
const BUNDLES: readonly Readonly<Record<string, string>>[] = [
  {
    flows: "src/flows/catalog.ts",
    index: "src/index.ts",
    playwright: "src/runners/playwright.ts",
    shim: "src/record/transparent/shim.ts",
    vitest: "src/runners/vitest.ts",
    wirewalk: "src/cli/wirewalk.ts",
  },
  // They are loaded into programs that did not ask for it: one file each instead of two dozen, the second with the first request.
  { register: "src/record/register/entry.ts" },
  { recorder: "src/record/register/recorder.ts" },
  // One file as well: a thread of two dozen takes three times as long to start.
  { "recording-worker": "src/record/capture/worker/recording-worker.ts" },
  { "refuse-old-node": "src/doctor/refuse-old-node.ts" },
];

/** What stays a package of its own: undici has to be the caller's, and the others are the user's choice. */
const EXTERNAL = [
  /^undici($|\/)/,
  "@mermaid-js/mermaid-cli",
  "@playwright/test",
  "@sparticuz/chromium",
  "puppeteer",
  "vitest",
];

/** What stands first in a program: an old Node has to be refused before another file is looked at, and a bundler puts such an import last. */
const BANNERS: Readonly<Record<string, string>> = {
  index: 'import "./refuse-old-node.js";',
  wirewalk: "#!/usr/bin/env node",
};

/** A file of a bundle, and the source files that went into it. */
export interface BundledFile {
  readonly name: string;
  readonly sources: readonly string[];
}

/** Bundles all programs into one flat folder, so that src/own-files.ts finds the package. */
export async function writeBundles(folder: string): Promise<readonly BundledFile[]> {
  const files = await Promise.all(BUNDLES.map((entries) => writeBundle(folder, entries)));
  return files.flat();
}

async function writeBundle(folder: string, entries: Readonly<Record<string, string>>): Promise<readonly BundledFile[]> {
  const bundle = await rolldown({
    input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(ROOT, file)])),
    platform: "node",
    external: EXTERNAL,
    // Groups that leave dependencies out need it; no entry gets more exports by it, as none is in a group.
    preserveEntrySignatures: "allow-extension",
    plugins: [patches, readyChecks, readyTemplates, builtins],
    // For Node `yaml` has CommonJS alone, which loads whole; this is the same code as modules.
    resolve: { alias: { yaml: join(ROOT, "node_modules/yaml/browser/index.js") } },
    // package.json says that our modules do nothing when imported; this one does, and is imported for it alone.
    treeshake: { moduleSideEffects: [{ test: /register\.ts$/, sideEffects: true }] },
  });
  const { output } = await bundle.write({
    dir: folder,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
    banner: ({ name }) => BANNERS[name] ?? "",
    codeSplitting: { groups: "wirewalk" in entries ? [...groups] : [] },
    comments: { legal: false, annotation: false, jsdoc: false },
  });
  await bundle.close();
  const chunks = output.filter((one): one is OutputChunk => one.type === "chunk");
  return chunks.map(({ fileName, moduleIds }) => ({ name: fileName, sources: moduleIds }));
}
