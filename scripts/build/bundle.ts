import { join } from "node:path";

import { type OutputChunk, rolldown } from "rolldown";

import { builtins } from "./builtins.ts";
import { patches } from "./patches.ts";
import { readyTemplates } from "./ready-templates.ts";
import { ROOT } from "./root.ts";

/** Bundled programs by the name that they have in dist/. Those of one bundle share files. */
const BUNDLES: readonly Readonly<Record<string, string>>[] = [
  {
    flows: "src/flows/catalog.ts",
    index: "src/index.ts",
    shim: "src/record/transparent/shim.ts",
    wirewalk: "src/cli/wirewalk.ts",
  },
  // They are loaded into programs that did not ask for it: one file each instead of two dozen, the second with the first request.
  { register: "src/record/register/entry.ts" },
  { recorder: "src/record/register/recorder.ts" },
];

/**
 * Files that most commands load anyway are one: finding and opening a file takes longer than reading what is in it. What is loaded for the
 * help alone has to stay out of it (docs/notes/startup.md).
 */
const GROUPS = [
  { name: "errors", test: /[\\/]src[\\/]errors\.ts$/ },
  { name: "core", test: /[\\/]src[\\/](?:trace|json|analyze)[\\/]/, minShareCount: 10 },
];

/** What stays a package of its own: undici has to be the caller's, and the others are the user's choice. */
const EXTERNAL = [/^undici($|\/)/, "@mermaid-js/mermaid-cli", "@sparticuz/chromium", "puppeteer"];

/** Bundles all programs into one flat folder, so that src/own-files.ts finds the package. Returns the source files that went into it. */
export async function writeBundles(folder: string): Promise<readonly string[]> {
  const sources = await Promise.all(BUNDLES.map((entries) => writeBundle(folder, entries)));
  return sources.flat();
}

async function writeBundle(folder: string, entries: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const bundle = await rolldown({
    input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(ROOT, file)])),
    platform: "node",
    external: EXTERNAL,
    plugins: [patches, readyTemplates, builtins],
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
    banner: ({ name }) => (name === "wirewalk" ? "#!/usr/bin/env node" : ""),
    codeSplitting: { groups: "wirewalk" in entries ? GROUPS : [] },
    comments: { legal: false, annotation: false, jsdoc: false },
  });
  await bundle.close();
  const chunks = output.filter((one): one is OutputChunk => one.type === "chunk");
  return chunks.flatMap(({ moduleIds }) => moduleIds);
}
