import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** For pages that show one. */
export const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';

/** Beside node_modules: Astro mistakes modules that share no folder with the site, not even a top one, for the site's own. */
const SITES = join(import.meta.dirname, "sites");

/** Builds a site of the given files with a command, in a folder of its own, and gives one of its pages. */
export async function buildSite(files, [program, ...args], page) {
  await mkdir(SITES, { recursive: true });
  const folder = await mkdtemp(join(SITES, "site-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      cwd: folder,
      env: {
        ...process.env,
        ASTRO_TELEMETRY_DISABLED: "1",
        DOCUSAURUS_NO_PERSISTENT_CACHE: "1",
      },
      encoding: "utf8",
      maxBuffer: 1e9,
    });
    if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stdout}${stderr}`, { cause: error });
    return await readFile(join(folder, page), "utf8");
  } finally {
    await rm(folder, { recursive: true });
  }
}
