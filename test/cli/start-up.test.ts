import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { afterAll, beforeAll, expect, test } from "vitest";

import { buildPackage, readBundled } from "../helpers/built-package.ts";

const ROOT = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/** Modules that are slow to load, by the names of their source files. */
const HEAVY = {
  "the help": /[\\/]src[\\/]cli[\\/]command-line\.ts$/,
  yaml: /[\\/]node_modules[\\/]yaml[\\/]/,
  zod: /[\\/]node_modules[\\/]zod[\\/]/,
  "the runtime of templates": /[\\/]handlebars[\\/]dist[\\/]cjs[\\/]handlebars[\\/]runtime\.js$/,
  "the compiler of templates": /[\\/]handlebars[\\/]dist[\\/]cjs[\\/]handlebars[\\/]compiler[\\/]/,
  "templates of another target": /^ready:(?!common$|mkdocs$|locales)/,
  "a locale of another page": /^ready:locales[\\/](?!en\.)/,
  "what finds secrets": /[\\/]src[\\/]redact[\\/]vault[\\/]vault\.ts$/,
  "what lays out pages": /[\\/]src[\\/]page[\\/]page\.ts$/,
  "what draws pictures": /[\\/]src[\\/]diagram[\\/](?:image\.ts$|svg[\\/])/,
  "what analyses": /[\\/]src[\\/]analyze[\\/]analyze\.ts$/,
  "what records": /[\\/]src[\\/]record[\\/]/,
} as const;

type Heavy = keyof typeof HEAVY;

/** Node modules that are slow to load. */
const SLOW = ["child_process", "crypto", "dns", "http", "http2", "https", "readline", "tls", "zlib"];

interface Loaded {
  readonly files: number;
  /** Their size in thousands of characters. */
  readonly size: number;
  readonly heavy: readonly Heavy[];
  readonly slow: readonly string[];
}

let load: (words: readonly string[], cwd?: string) => Promise<Loaded>;
let folder: string;
let dist: string;
/** A directory without a project file: code for projects is not loaded there. */
let elsewhere: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wirewalk-test-"));
  const built = await buildPackage();
  dist = join(built, "dist");
  const bundled = new Map((await readBundled(built)).map((file) => [file.name, file]));
  const project = await makeProject();
  elsewhere = join(folder, "elsewhere");
  await cp(join(project, "traces"), join(elsewhere, "traces"), { recursive: true });
  load = async (words, cwd = project) => {
    await run(process.execPath, ["--import", WATCH, ...words], { cwd });
    // Written by the program below.
    const { urls, builtins } = JSON.parse(await readFile(join(cwd, "loaded.json"), "utf8")) as Watched;
    const names = urls.map((url) => basename(fileURLToPath(url)));
    const files = names.flatMap((name) => bundled.get(name) ?? []);
    const loaded = files.flatMap(({ sources }) => sources);
    const heavy = (Object.keys(HEAVY) as Heavy[]).filter((name) => loaded.some((source) => HEAVY[name].test(source)));
    const size = Math.round(files.reduce((sum, one) => sum + one.size, 0) / 1000);
    return { files: names.length, size, heavy, slow: SLOW.filter((name) => builtins.includes(`NativeModule ${name}`)) };
  };
  await load([join(dist, "wirewalk.js"), "render", "five"]);
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Watched {
  readonly urls: readonly string[];
  readonly builtins: readonly string[];
}

/** Writes which files and which Node modules a program loads. */
const WATCH = `data:text/javascript,${encodeURIComponent(`
  const { registerHooks } = process.getBuiltinModule("node:module");
  const { writeFileSync } = process.getBuiltinModule("node:fs");
  const before = new Set(process.moduleLoadList);
  const urls = [];
  registerHooks({
    load: (url, context, next) => {
      if (url.startsWith("file:") && !url.endsWith("/program.js")) urls.push(url);
      return next(url, context);
    },
  });
  process.on("exit", () => {
    const builtins = process.moduleLoadList.filter((name) => !before.has(name));
    writeFileSync("loaded.json", JSON.stringify({ urls, builtins }));
  });`)}`;

async function makeProject(): Promise<string> {
  const project = join(folder, "project");
  await mkdir(join(project, "traces"), { recursive: true });
  await cp(join(ROOT, "traces/openstack/image-add-project.har"), join(project, "traces/five.har"));
  await writeFile(join(project, "wirewalk.config.yaml"), "walkthroughs:\n  five:\n    flow: image-add-project\n");
  await writeFile(join(project, "program.js"), "");
  return project;
}

interface Allowed {
  readonly files: number;
  /** Thousands of characters. */
  readonly size: number;
  readonly heavy?: readonly Heavy[];
  readonly slow?: readonly string[];
}

// A command that loads more takes longer to start: say so in docs/notes/startup.md, with the measured time.
test.each<readonly [command: string, where: "anywhere" | "in a project", Allowed]>([
  ["--version", "anywhere", { files: 4, size: 15 }],
  ["--help", "anywhere", { files: 8, size: 16 }],
  ["show traces/five.har", "anywhere", { files: 42, size: 762, heavy: ["the help", "zod", "what analyses"] }],
  [
    "show traces/five.har",
    "in a project",
    { files: 47, size: 964, heavy: ["the help", "yaml", "zod", "what analyses"] },
  ],
  [
    "diagram traces/five.har",
    "anywhere",
    { files: 38, size: 1272, heavy: ["the help", "zod", "what finds secrets", "what analyses"] },
  ],
  [
    "diagram traces/five.har",
    "in a project",
    { files: 43, size: 1476, heavy: ["the help", "yaml", "zod", "what finds secrets", "what analyses"] },
  ],
  ["scan traces/five.har", "anywhere", { files: 21, size: 910, heavy: ["the help", "what finds secrets"] }],
  [
    "scan traces/five.har",
    "in a project",
    { files: 26, size: 1125, heavy: ["the help", "yaml", "what finds secrets"] },
  ],
  [
    "check five",
    "in a project",
    {
      files: 54,
      size: 2024,
      heavy: [
        "the help",
        "yaml",
        "zod",
        "the runtime of templates",
        "what finds secrets",
        "what lays out pages",
        "what analyses",
      ],
      // Totals of the regions.
      slow: ["crypto"],
    },
  ],
])("%s %s loads what it needs", async (command, where, { files, size, heavy = [], slow = [] }) => {
  const words = [join(dist, "wirewalk.js"), ...command.split(" ")];
  const loaded = await load(words, where === "anywhere" ? elsewhere : undefined);
  expect(loaded).toEqual({ files: expect.any(Number), size: expect.any(Number), heavy, slow });
  expect.soft(loaded.files).toBeLessThanOrEqual(files);
  expect.soft(loaded.size).toBeLessThanOrEqual(size);
});

test("no file of the package tells where it was built", async () => {
  const names = (await readdir(dist)).filter((name) => name.endsWith(".js"));
  const texts = await Promise.all(names.map((name) => readFile(join(dist, name), "utf8")));
  expect(names.filter((_, at) => texts[at]?.includes(ROOT))).toEqual([]);
});

test("a program that sends no requests loads little of the recorder", async () => {
  const register = pathToFileURL(join(dist, "register.js")).href;
  expect(await load(["--import", register, "program.js"])).toEqual({
    files: 2,
    size: 37,
    heavy: ["what records"],
    slow: [],
  });
});
