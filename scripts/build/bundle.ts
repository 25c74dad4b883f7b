import { mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import { type OutputChunk, type PreRenderedChunk, rolldown } from "rolldown";

import { builtins } from "./builtins.ts";
import { type BundledFile, findGroups, type GroupOf } from "./groups.ts";
import { patches } from "./patches.ts";
import { readyChecks } from "./ready-checks.ts";
import { readyNeeds } from "./ready-needs.ts";
import { readyTemplates } from "./ready-templates.ts";
import { ROOT } from "./root.ts";

/** Bundled programs by the name that they have in dist/. */
type Entries = Readonly<Record<string, string>>;

/** Those that share files. */
const SHARING: Entries = {
  flows: "src/flows/catalog.ts",
  index: "src/index.ts",
  playwright: "src/runners/playwright.ts",
  shim: "src/record/transparent/shim.ts",
  vitest: "src/runners/vitest.ts",
  wirewalk: "src/cli/wirewalk.ts",
};

/** Those that share none. */
const ALONE: readonly Entries[] = [
  // They are loaded into programs that did not ask for it: one file each instead of two dozen, the second with the first request.
  { register: "src/record/register/entry.ts" },
  { recorder: "src/record/register/recorder.ts" },
  // One file as well: a thread of two dozen takes three times as long to start.
  { "recording-worker": "src/record/capture/worker/recording-worker.ts" },
];

/** What the library loads first. */
const REFUSAL: Entries = { "refuse-old-node": "src/doctor/refuse-old-node.ts" };

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

/**
 * Bundles all programs into one flat folder, so that src/own-files.ts finds the package.
 *
 * @param folder of a package that has its templates and dependencies: programs are run
 */
export async function writeBundles(folder: string): Promise<readonly BundledFile[]> {
  const alone = [...ALONE, REFUSAL].map((entries) => writeBundle(folder, entries));
  const files = await Promise.all([writeGrouped(folder), ...alone]);
  return files.flat();
}

/** Programs of other places, and what a recording loads, bundled as the package is: measured from source, a recording's thread strips types first. */
export async function writeRecording(folder: string, programs: Entries): Promise<void> {
  const entries = [...ALONE, ...Object.entries(programs).map(([name, file]) => ({ [name]: file }))];
  await Promise.all(entries.map((one) => writeBundle(folder, one)));
}

async function writeGrouped(folder: string): Promise<readonly BundledFile[]> {
  const trial = await mkdtemp(join(dirname(folder), "trial-"));
  try {
    const [files] = await Promise.all([writeBundle(trial, SHARING), writeBundle(trial, REFUSAL)]);
    return await writeBundle(folder, SHARING, await findGroups(trial, files));
  } finally {
    await rm(trial, { recursive: true });
  }
}

async function writeBundle(folder: string, entries: Entries, groupOf?: GroupOf): Promise<readonly BundledFile[]> {
  const bundle = await rolldown({
    input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(ROOT, file)])),
    platform: "node",
    external: EXTERNAL,
    // Groups that leave dependencies out need it; no entry gets more exports by it, as none is in a group.
    preserveEntrySignatures: "allow-extension",
    plugins: [patches, readyChecks, readyNeeds, readyTemplates, builtins],
    // For Node `yaml` has CommonJS alone, which loads whole; this is the same code as modules.
    resolve: { alias: { yaml: join(ROOT, "node_modules/yaml/browser/index.js") } },
    // package.json says that our modules do nothing when imported; this one does, and is imported for it alone.
    treeshake: { moduleSideEffects: [{ test: /register\.ts$/, sideEffects: true }] },
  });
  const { output } = await bundle.write({
    dir: folder,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: (chunk) => `${nameFile(chunk)}-[hash].js`,
    banner: ({ name }) => BANNERS[name] ?? "",
    codeSplitting:
      groupOf === undefined
        ? true
        : { groups: [{ debugName: "by commands", name: groupOf, includeDependenciesRecursively: false }] },
    comments: { legal: false, annotation: false, jsdoc: false },
  });
  await bundle.close();
  const chunks = output.filter((one): one is OutputChunk => one.type === "chunk");
  return chunks.map(({ fileName, moduleIds, isEntry }) => ({ name: fileName, sources: moduleIds, isProgram: isEntry }));
}

/** After the module in it or, if it is a group, where most of them are. */
function nameFile({ name, moduleIds }: PreRenderedChunk): string {
  if (/^[\w-]+$/.test(name)) return name;
  const places = moduleIds.map((id) => PLACE.exec(id)?.[1] ?? "templates");
  const [most] = Array.from(Map.groupBy(places, (place) => place)).toSorted(([, a], [, b]) => b.length - a.length);
  return most?.[0] ?? name;
}

/** A folder of src/, or a package. */
const PLACE = /.*[\\/](?:src|node_modules)[\\/](?:@[\w-]+[\\/])?([\w-]+)/;
