import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** For pages that show one. */
export const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';

/** Builds a site of the given files with a command, in a folder of its own, and gives one of its pages. */
export async function buildSite(files, [program, ...args], page) {
  const folder = await mkdtemp(join(tmpdir(), "wirewalk-site-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    await symlink(join(import.meta.dirname, "node_modules"), join(folder, "node_modules"));
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
