/** npm run release: packs what npm would publish into release/, checks it, and stops before publishing. */
import { execFileSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { ROOT } from "./build/root.ts";
import { findMissingHome, type Home } from "./release/home.ts";
import { takeNotes } from "./release/notes.ts";
import { type Sbom, takeShipped } from "./release/sbom.ts";

const OUT = join(ROOT, "release");

const tag = process.argv.at(process.argv.indexOf("--tag") + 1);
const isTagged = process.argv.includes("--tag");
// Our own package.json.
const manifest = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as Manifest;
const { version, dependencies } = manifest;
if (isTagged && tag !== `v${version}`) stop(`The tag is ${tag}, but package.json has the version ${version}.`);
const missing = findMissingHome(manifest).join(", ");
if (isTagged && missing !== "") stop(`package.json does not name the project's public home: set ${missing}.`);

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT);
const notes = await readNotes(isTagged ? version : "Unreleased");
await writeFile(join(OUT, "notes.md"), notes);

const [packed] = JSON.parse(npm("pack", "--json", "--pack-destination", OUT)) as readonly PackedFile[];
if (packed === undefined) throw new Error("npm packed nothing.");
const file = join(OUT, packed.filename);
run("publint", file, "--strict");
// Only modules, by design: the profile leaves out `require` and resolution before Node 16.
run("attw", file, "--profile", "esm-only", "--format", "ascii");
const all = JSON.parse(npm("sbom", "--sbom-format", "cyclonedx")) as Sbom;
const licenses = await readFile(join(ROOT, "dist/THIRD-PARTY-LICENSES"), "utf8");
const sbom = takeShipped(all, licenses, Object.keys(dependencies));
await writeFile(join(OUT, "sbom.cdx.json"), `${JSON.stringify(sbom, null, 2)}\n`);

console.log(
  `release/${packed.filename}: ${packed.files.length} files, ${Math.round(packed.size / 1024)} KiB packed, ${Math.round(packed.unpackedSize / 1024)} KiB unpacked.`,
);
console.log("Nothing was published. A tag publishes the package: see docs/versioning.md.");
if (missing !== "") console.log(`Before a release by tag, set ${missing} in package.json.`);

async function readNotes(section: string): Promise<string> {
  const changelog = await readFile(join(ROOT, "CHANGELOG.md"), "utf8");
  try {
    return takeNotes(changelog, section);
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error));
  }
}

/** Ends with a message instead of a stack trace: the cause is a file to edit, not a bug. */
function stop(message: string): never {
  console.error(`Release stopped. ${message}\n  Hint: See "Release" in docs/versioning.md.`);
  process.exit(1);
}

interface Manifest extends Home {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The output of `npm pack --json` for a package. */
interface PackedFile {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly unknown[];
}

function npm(...args: readonly string[]): string {
  return execFileSync("npm", args, {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 26,
  });
}

function run(program: string, ...args: readonly string[]): void {
  execFileSync(join(ROOT, "node_modules/.bin", program), args, { cwd: ROOT, stdio: "inherit" });
}
