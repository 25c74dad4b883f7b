import { existsSync } from "node:fs";
import { chmod, mkdtemp, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";

import { writeBundles } from "../../scripts/build/bundle.ts";
import { compileAhead } from "../../scripts/build/compile-ahead.ts";
import { ROOT } from "../../scripts/build/root.ts";

/**
 * The directory of the package as it is published, except types and licenses. It starts in a fifth of the time of the sources. Built once per test run, when it
 * is first needed.
 */
export async function buildPackage(): Promise<string> {
  const run = process.env["WIREWALK_TEST_RUN"];
  if (run === undefined) throw new Error("This project of vitest.config.ts lacks test/global-setup.ts.");
  const place = join(run, "package");
  if (existsSync(place)) return place;
  const folder = await mkdtemp(join(run, "building-"));
  // Before the build, because it runs the programs that it bundles.
  for (const name of ["package.json", "templates", "schemas", "node_modules"]) {
    await symlink(join(ROOT, name), join(folder, name));
  }
  await writeBundles(join(folder, "dist"));
  await chmod(join(folder, "dist/wirewalk.js"), 0o755);
  await compileAhead(join(folder, "dist"));
  await rename(folder, place).catch(async (error: unknown) => {
    // Another process was faster.
    if (!existsSync(place)) throw error;
    await rm(folder, { recursive: true });
  });
  return place;
}
