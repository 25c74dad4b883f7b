import { dirname, join } from "node:path";

import type { BodyPicture } from "../../page/body-pictures.ts";
import { holdsContent } from "../../trace/files/holds-content.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";

/** Files next to a page that are missing, or differ from the recording. */
export async function findStaleBodies(page: string, bodies: readonly BodyPicture[]): Promise<readonly string[]> {
  return (await listStale(page, bodies)).map(({ file }) => file);
}

/** Writes the outdated ones; returns their files. */
export async function writeBodies(page: string, bodies: readonly BodyPicture[]): Promise<readonly string[]> {
  const stale = await listStale(page, bodies);
  for (const { file, bytes } of stale) await writeFileAtomically(file, bytes);
  return stale.map(({ file }) => file);
}

async function listStale(page: string, bodies: readonly BodyPicture[]): Promise<readonly BodyPicture[]> {
  const stale: BodyPicture[] = [];
  for (const { file: name, bytes } of bodies) {
    const file = join(dirname(page), name);
    if (!(await holdsContent(file, bytes))) stale.push({ file, bytes });
  }
  return stale;
}
