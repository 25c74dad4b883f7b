import { once } from "node:events";
import { existsSync, watch } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rmdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { writeBundles } from "../../scripts/build/bundle.ts";
import { compileAhead } from "../../scripts/build/compile-ahead.ts";
import type { BundledFile } from "../../scripts/build/groups.ts";
import { ROOT } from "../../scripts/build/root.ts";

/** Next to dist/. */
const BUNDLED = "bundled.json";

export interface SizedFile extends Pick<BundledFile, "name" | "sources"> {
  /** Bytes, before what is compiled ahead was marked. */
  readonly size: number;
}

/**
 * The directory of the package as it is published, except types and licenses. It starts in a fifth of the time of the sources. Built once per test run, when it
 * is first needed.
 */
export async function buildPackage(): Promise<string> {
  const run = process.env["WIREWALK_TEST_RUN"];
  if (run === undefined) throw new Error("This project of vitest.config.ts lacks test/global-setup.ts.");
  const place = join(run, "package");
  await makeOnce({ run, isMade: () => existsSync(place), make: async () => await build(run, place) });
  return place;
}

interface Once {
  /** The directory in which it is made, by one process at a time. */
  readonly run: string;
  readonly isMade: () => boolean;
  readonly make: () => Promise<void>;
}

/** Makes what several processes need, in the first of them; the others wait for it. */
export async function makeOnce({ run, isMade, make }: Once): Promise<void> {
  const lock = join(run, "package-lock");
  const changes = watch(run);
  try {
    while (!isMade()) {
      const change = once(changes, "change");
      // Another process builds it, or has failed.
      if (!(await isFirst(lock))) await change;
      // That process may have finished between the two looks.
      else await (isMade() ? Promise.resolve() : make()).finally(() => rmdir(lock));
    }
  } finally {
    changes.close();
  }
}

async function isFirst(lock: string): Promise<boolean> {
  return await mkdir(lock).then(
    () => true,
    () => false,
  );
}

async function build(run: string, place: string): Promise<void> {
  const folder = await mkdtemp(join(run, "building-"));
  // Before the build, because it runs the programs that it bundles.
  for (const name of ["package.json", "templates", "schemas", "node_modules"]) {
    await symlink(join(ROOT, name), join(folder, name));
  }
  const files = await writeBundles(join(folder, "dist"));
  const sizes = await Promise.all(files.map(async ({ name }) => (await stat(join(folder, "dist", name))).size));
  const bundled: readonly SizedFile[] = files.map(({ name, sources }, at) => ({ name, sources, size: sizes[at] ?? 0 }));
  await writeFile(join(folder, BUNDLED), JSON.stringify(bundled));
  await chmod(join(folder, "dist/wirewalk.js"), 0o755);
  await compileAhead(join(folder, "dist"));
  await rename(folder, place);
}

/** The files of a package that `buildPackage` has built. */
export async function readBundled(folder: string): Promise<readonly SizedFile[]> {
  // Written above.
  return JSON.parse(await readFile(join(folder, BUNDLED), "utf8")) as readonly SizedFile[];
}
