import { join } from "node:path";

import { type OutputChunk, rolldown } from "rolldown";

import { builtins } from "./builtins.ts";
import { patches } from "./patches.ts";
import { ROOT } from "./root.ts";

/** Bundled programs by the name that they have in dist/. */
const ENTRIES = {
  flows: "src/flows/catalog.ts",
  index: "src/index.ts",
  register: "src/record/register/entry.ts",
  shim: "src/record/transparent/shim.ts",
  wirewalk: "src/cli/wirewalk.ts",
};

/** What stays a package of its own: undici has to be the caller's, and the others are the user's choice. */
const EXTERNAL = [/^undici($|\/)/, "@mermaid-js/mermaid-cli", "@sparticuz/chromium", "puppeteer"];

/** Bundles all programs into one flat folder, so that src/own-files.ts finds the package. Returns the source files that went into it. */
export async function writeBundle(folder: string): Promise<readonly string[]> {
  const bundle = await rolldown({
    input: Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, join(ROOT, file)])),
    platform: "node",
    external: EXTERNAL,
    plugins: [patches, builtins],
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
    comments: { legal: false, annotation: false, jsdoc: false },
  });
  await bundle.close();
  const chunks = output.filter((one): one is OutputChunk => one.type === "chunk");
  return chunks.flatMap(({ moduleIds }) => moduleIds);
}
