import { execFile } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

const ROOT = join(import.meta.dirname, "../..");
const run = promisify(execFile);

// One test, as packing builds first, and an install takes half a minute.
test(
  "the package holds what it should, installs without its optional peers, and runs",
  { timeout: 180_000 },
  async () => {
    const folder = await tempFolder();
    const { tarball, files } = await pack(folder);
    const tops = new Set(files.map((file) => file.replace(/\/.*/, "")));
    expect(tops).toEqual(new Set(["LICENSE", "README.md", "dist", "package.json", "schemas", "templates"]));
    expect(files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))).toEqual([]);

    await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
    await run("npm", ["install", "--omit=optional", "--prefer-offline", "--no-audit", "--no-fund", tarball], {
      cwd: folder,
    });
    const installed = await readdir(join(folder, "node_modules"));
    expect(installed).toContain("wirewalk");
    expect(installed.filter((name) => /mermaid|puppeteer|chromium/.test(name))).toEqual([]);

    const wirewalk = async (...args: readonly string[]): Promise<string> =>
      (await run(join(folder, "node_modules/.bin/wirewalk"), args)).stdout;
    expect(await wirewalk("--version")).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await wirewalk("--help")).toContain("wirewalk render [names..]");
    const trace = await writeTraceFile(...IMAGES);
    expect(await wirewalk("render", trace)).toContain("### (1) GET /v2/images");

    await expect(useAsLibrary(folder, trace)).resolves.toBe("### (1) GET /v2/images\n1 of 2 steps differ\n");

    const draw = (format: string): Promise<{ stdout: string; stderr: string }> =>
      run(join(folder, "node_modules/.bin/wirewalk"), ["diagram", trace, "--format", format]);
    expect(await draw("svg")).toMatchObject({
      stdout: expect.stringMatching(/^<svg [\s\S]*GET \/v2\/images/),
      stderr: "Drawing by Mermaid needs packages that are not installed. Drawn without one.\n",
    });
    await expect(draw("png")).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining("npm i -D @mermaid-js/mermaid-cli puppeteer"),
    });
  },
);

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
  // npm's documented answer.
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  if (packed === undefined) throw new Error("npm packed nothing.");
  return { tarball: join(folder, packed.filename), files: packed.files.map(({ path }) => path) };
}
