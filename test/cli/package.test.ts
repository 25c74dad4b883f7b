import { execFile } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

const ROOT = join(import.meta.dirname, "../..");
const run = promisify(execFile);

// One test, as packing builds first, and an install takes seconds.
test("the package holds what it should, installs without its optional peers, and runs", async () => {
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

  const picture = run(join(folder, "node_modules/.bin/wirewalk"), ["diagram", trace, "--format", "svg"]);
  await expect(picture).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining("npm i -D @mermaid-js/mermaid-cli puppeteer"),
  });
});

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
