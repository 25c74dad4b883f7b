import { mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import { type OutputChunk, type PreRenderedChunk, rolldown } from "rolldown";

import { builtins } from "./builtins.ts";
import { type BundledFile, findGroups, type GroupOf } from "./groups.ts";
import { patches } from "./patches.ts";
import { readyChecks } from "./ready-checks.ts";
import { readyNeeds } from "./ready-needs.ts";
import { readyParts } from "./ready-parts.ts";
import { readyRarest } from "./ready-rarest.ts";
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
  // They are loaded into users' programs, so each is one file instead of two dozen; the second is loaded with the first request.
  { register: "src/record/register/entry.ts" },
  { recorder: "src/record/register/recorder.ts" },
  // One file as well: with two dozen, a thread takes three times as long to start.
  { "recording-worker": "src/record/capture/worker/recording-worker.ts" },
];

/** The modules that the library loads first. */
const REFUSAL: Entries = { "refuse-old-node": "src/doctor/refuse-old-node.ts" };

/** Packages that are not bundled: undici must be the caller's, and the others are optional. */
const EXTERNAL = [
  /^undici($|\/)/,
  "@mermaid-js/mermaid-cli",
  "@playwright/test",
  "@sparticuz/chromium",
  "puppeteer",
  "vitest",
];

/** The first lines of a program: an old Node must be refused before any other file is read, and a bundler puts such an import last. */
const REFUSE = 'import "./refuse-old-node.js";';
const BANNERS: Readonly<Record<string, string>> = {
  flows: REFUSE,
  index: REFUSE,
  playwright: REFUSE,
  vitest: REFUSE,
  wirewalk: "#!/usr/bin/env node",
};

/**
 * Bundles all programs into one flat folder, so that src/own-files.ts finds the package.
 *
 * @param folder of a package with its templates and dependencies, because programs are run
 */
export async function writeBundles(folder: string): Promise<readonly BundledFile[]> {
  const alone = [...ALONE, REFUSAL].map((entries) => writeBundle(folder, entries));
  const files = await Promise.all([writeGrouped(folder), ...alone]);
  return files.flat();
}

/** Programs from other directories, and the modules that a recording loads, bundled like the package. From source, a recording's thread would first have to strip types. */
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
    // Groups without dependencies need it. It adds no exports to entries, because none is in a group.
    preserveEntrySignatures: "allow-extension",
    plugins: [patches, readyChecks, readyNeeds, readyParts, readyRarest, readyTemplates, builtins],
    // For Node, `yaml` has only CommonJS, which is loaded as a whole; this is the same code as modules.
    resolve: { alias: { yaml: join(ROOT, "node_modules/yaml/browser/index.js") } },
    // package.json declares that our modules have no side effects; this one does, and is imported only for them.
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

/** Named after its module or, for a group, after the directory of most of its modules. */
function nameFile({ name, moduleIds }: PreRenderedChunk): string {
  if (/^[\w-]+$/.test(name)) return name;
  const places = moduleIds.map((id) => PLACE.exec(id)?.[1] ?? "templates");
  const [most] = Array.from(Map.groupBy(places, (place) => place)).toSorted(([, a], [, b]) => b.length - a.length);
  return most?.[0] ?? name;
}

/** A folder of src/, or a package. */
const PLACE = /.*[\\/](?:src|node_modules)[\\/](?:@[\w-]+[\\/])?([\w-]+)/;
