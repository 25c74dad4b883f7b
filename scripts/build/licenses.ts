import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Writes the authors and licenses of the bundled packages: most licenses require this wherever the code is distributed. */
export async function writeLicenses(file: string, sources: readonly string[]): Promise<void> {
  const folders = new Set(sources.flatMap(findPackage));
  const packages = await Promise.all(Array.from(folders, describePackage));
  const sections = [...new Set(packages)].toSorted();
  await writeFile(file, `${HEAD}\n\n${sections.join("\n\n")}\n`);
}

const HEAD = "The code in this folder holds parts of these packages, under their own licences.";
const LINE = "-".repeat(80);

/** The directory of the package that a file belongs to; undefined for our own files. */
function findPackage(source: string): string[] {
  const folder = /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)/.exec(source)?.[1];
  return folder === undefined ? [] : [folder];
}

async function describePackage(folder: string): Promise<string> {
  // npm requires these fields.
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;
  const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
  if (file === undefined) throw new Error(`${name} has no file of its licence, which a bundle has to keep.`);
  const text = await readFile(join(folder, file), "utf8");
  return `${LINE}\n${name} ${version} (${license})\n${LINE}\n\n${text.trim()}`;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}
