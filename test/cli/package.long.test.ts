import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { expect, test } from "vitest";

import { readTrace, render } from "../../src/index.ts";
import { TARGET_NAMES } from "../../src/page/dialects/targets.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { findStumblingBlocks } from "./old-node.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

const ROOT = join(import.meta.dirname, "../..");
const run = promisify(execFile);

// One test, because packing builds first, and an install takes half a minute.
test(
  "the package contains the expected files, installs without its optional peers, and runs",
  { timeout: 180_000 },
  async () => {
    const folder = await tempFolder();
    const { tarball, files } = await pack(folder);
    const tops = new Set(files.map((file) => file.replace(/\/.*/, "")));
    expect(tops).toEqual(
      new Set(["LICENSE", "README.md", "dist", "man", "package.json", "schemas", "skills", "templates"]),
    );
    expect(files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))).toEqual([]);

    await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
    await run("npm", ["install", "--omit=optional", "--prefer-offline", "--no-audit", "--no-fund", tarball], {
      cwd: folder,
    });
    const installed = await readdir(join(folder, "node_modules"));
    expect(installed.filter((name) => !name.startsWith("."))).toEqual(["undici", "wirewalk"]);
    expect(await measureFolder(join(folder, "node_modules"))).toBeLessThan(12e6);
    expect(files.length).toBeLessThan(650);
    const own = join(folder, "node_modules/wirewalk");
    await expectLicenses(join(own, "dist/THIRD-PARTY-LICENSES"));
    await expectRefusalOfOldNodes(own);

    const wirewalk = async (...args: readonly string[]): Promise<string> =>
      (await run(join(folder, "node_modules/.bin/wirewalk"), args)).stdout;
    expect(await wirewalk("--version")).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await wirewalk("--help")).toContain("Write walkthrough pages");
    const trace = await writeTraceFile(...IMAGES);
    expect(await wirewalk("render", trace)).toContain("### (1) GET /v2/images");

    await expect(useAsLibrary(folder, trace)).resolves.toBe("### (1) GET /v2/images\n1 of 2 steps differ\n");

    await expectSamePages(own, trace);
    await expectOneRecorder(own);

    const draw = (format: string): Promise<{ stdout: string; stderr: string }> =>
      run(join(folder, "node_modules/.bin/wirewalk"), ["diagram", trace, "--format", format]);
    expect(await draw("svg")).toMatchObject({
      stdout: expect.stringMatching(/^<svg [\s\S]*GET \/v2\/images/),
      stderr: "Drawing by Mermaid needs packages that are not installed. Drew the image without a browser.\n",
    });
    await expect(draw("png")).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("npm i -D @mermaid-js/mermaid-cli puppeteer"),
    });
  },
);

/** Templates are compiled when the package is built; templates of users are not. */
async function expectSamePages(own: string, file: string): Promise<void> {
  // The exports of the package, against which the program above is type-checked.
  const library = (await import(pathToFileURL(join(own, "dist/index.js")).href)) as { readonly render: typeof render };
  const trace = await readTrace(file);
  for (const target of TARGET_NAMES) {
    expect(await library.render(trace, { title: "Images", target })).toBe(
      await render(trace, { title: "Images", target }),
    );
  }
  const templatesFolder = await tempFolder();
  await mkdir(join(templatesFolder, "common"));
  await writeFile(join(templatesFolder, "common/heading.hbs"), "# Ours\n");
  const page = await library.render(trace, { title: "Images", templatesFolder });
  expect(page).toContain("# Ours\n");
  expect(page).toBe(await render(trace, { title: "Images", templatesFolder }));
}

/** What the library records is not recorded again by `register`, which is bundled separately. */
async function expectOneRecorder(own: string): Promise<void> {
  const origin = await startTestServer((request, response) => response.end(request.url));
  const cwd = await tempFolder();
  const program = `
    import { record } from ${JSON.stringify(pathToFileURL(join(own, "dist/index.js")).href)};
    await record(async ({ fetch }) => (await fetch("${origin}/own")).text());
    await (await fetch("${origin}/other")).text();
    process.exit();`;
  const args = [
    "--import",
    pathToFileURL(join(own, "dist/register.js")).href,
    "--input-type=module",
    "--eval",
    program,
  ];
  await run(process.execPath, args, { cwd, env: { ...process.env, WIREWALK_TRACE: "other.har" } });
  const { log } = await readTrace(join(cwd, "other.har"));
  expect(log.entries.map(({ request }) => request.url)).toEqual([`${origin}/other`]);
}

/** The total size in bytes of all files in a directory. */
async function measureFolder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Bundled packages keep their licenses; undici is not bundled and needs no entry. */
async function expectLicenses(file: string): Promise<void> {
  const text = await readFile(file, "utf8");
  for (const name of ["handlebars", "yaml", "yargs", "fflate", "diff"]) {
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((?:MIT|ISC|BSD-3-Clause)\\)$`, "m"));
  }
  expect(text).not.toMatch(/^undici /m);
}

/** The oldest versions of Node that can start these at all: before 12.20 there are no ES modules in packages, before 18.18 there is no --import. */
async function expectRefusalOfOldNodes(own: string): Promise<void> {
  const main = join(own, "dist/wirewalk.js");
  const register = join(own, "dist/register.js");
  expect(await findStumblingBlocks(main, "node12.20")).toEqual([]);
  expect(await findStumblingBlocks(register, "node18.18")).toEqual([]);
  expect(await findStumblingBlocks(join(own, "dist/index.js"), "node12.20")).not.toEqual([]);
  const version = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } })`;
  const old = ["--import", `data:text/javascript,${encodeURIComponent(version)}`];
  await expect(run(process.execPath, [...old, main, "--version"])).rejects.toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringMatching(/^wirewalk needs Node 22\.19 or later; this is Node 20\.20\.2\.\n {2}Hint: /),
  });
  const library = join(own, "dist/index.js");
  expect(await readFile(library, "utf8")).toMatch(/^import "\.\/refuse-old-node\.js";\n/);
  for (const entry of ["flows", "playwright", "vitest"])
    expect(await readFile(join(own, `dist/${entry}.js`), "utf8")).toMatch(/^import "\.\/refuse-old-node\.js";\n/);
  expect(await findStumblingBlocks(join(own, "dist/refuse-old-node.js"), "node12.20")).toEqual([]);
  await expect(run(process.execPath, [...old, library])).rejects.toMatchObject({
    stderr: expect.stringContaining("Error: wirewalk needs Node 22.19 or later; this is Node 20.20.2. Install a newer"),
  });
  const program = [...old, "--import", register, "--eval", "console.log('goes on')"];
  expect(await run(process.execPath, program)).toEqual({
    stdout: "goes on\n",
    stderr: "wirewalk: Nothing is recorded: wirewalk needs Node 22.19 or later; this is Node 20.20.2.\n",
  });
}

const PROGRAM = `
import { compare, readTrace, record, render, replay, type Comparison, type Trace } from "wirewalk";

const trace: Trace = await readTrace(process.argv[2] ?? "");
const server = await replay(trace);
const { trace: again } = await record(async ({ fetch }) => {
  await (await fetch(server.urlFor(trace.log.entries[0]?.request.url ?? ""))).text();
  await (await fetch(server.urlFor(trace.log.entries[0]?.request.url ?? ""), { method: "PUT" })).text();
});
await server[Symbol.asyncDispose]();
const page: string = await render(again, { title: "Images" });
const { steps }: Comparison = compare(trace, again, { level: "structure" });
console.log(/^### .1.*?(?= {|$)/m.exec(page)?.[0]);
console.log(steps.filter(({ change }) => change === "added").length, "of", again.log.entries.length, "steps differ");
`;

/** Type-checks and runs a program that imports the installed package, in the strictest way. */
async function useAsLibrary(folder: string, trace: string): Promise<string> {
  await writeFile(join(folder, "program.ts"), PROGRAM);
  const strict = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess"];
  const types = [
    "--types",
    "node",
    "--typeRoots",
    join(ROOT, "node_modules/@types"),
    "--lib",
    "es2024,esnext.disposable",
  ];
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  const options = ["--module", "nodenext", "--target", "es2024", "--skipLibCheck", ...strict, ...types, "program.ts"];
  await run(process.execPath, [compiler, ...options], { cwd: folder });
  return (await run(process.execPath, ["program.js", trace], { cwd: folder })).stdout;
}

interface Packed {
  readonly tarball: string;
  readonly files: readonly string[];
}

async function pack(folder: string): Promise<Packed> {
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: ROOT });
  // The documented output of npm.
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  if (packed === undefined) throw new Error("npm packed nothing.");
  return { tarball: join(folder, packed.filename), files: packed.files.map(({ path }) => path) };
}
