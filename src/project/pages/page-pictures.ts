import { dirname, join } from "node:path";

import type { ImageJob, Images } from "../../diagram/image.ts";
import { stampPicture, isPictureOf } from "../../diagram/stamp.ts";
import { refuseSecrets } from "../../redact/scan/gate.ts";
import { readText } from "../../trace/files/file.ts";
import { isFile } from "../../trace/files/is-file.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import type { PictureToDraw } from "../../walkthrough.ts";

/** Draws diagrams; the caller may show that it takes a while. */
export type Draw = (jobs: readonly ImageJob[]) => Promise<Images["images"]>;

/** Draws the outdated images next to a page, all in one browser; returns their files. */
export async function writePictures(
  page: string,
  pictures: readonly PictureToDraw[],
  draw: Draw = drawAnyhow,
): Promise<readonly string[]> {
  const stale = await listStale(page, pictures);
  if (stale.length === 0) return [];
  const jobs = stale.map(({ sequence, theme, title, description, language }) => {
    return { sequence, format: "svg" as const, theme, caption: { title, description, language } };
  });
  const images = await draw(jobs);
  const files = stale.map((picture, index) => ({
    file: join(dirname(page), picture.file),
    svg: stampPicture(String(images[index]), picture),
  }));
  for (const { file, svg } of files) refuseSecrets(file, svg);
  for (const { file, svg } of files) await writeFileAtomically(file, svg);
  return files.map(({ file }) => file);
}

const drawAnyhow: Draw = async (jobs) => {
  const { renderImages } = await import("../../diagram/image.ts");
  return (await renderImages(jobs)).images;
};

/** Files of images next to a page that are missing, edited or drawn from something else. Needs no browser. */
export async function findStalePictures(page: string, pictures: readonly PictureToDraw[]): Promise<readonly string[]> {
  return (await listStale(page, pictures)).map(({ file }) => join(dirname(page), file));
}

async function listStale(page: string, pictures: readonly PictureToDraw[]): Promise<readonly PictureToDraw[]> {
  const stale: PictureToDraw[] = [];
  for (const picture of pictures) {
    const file = join(dirname(page), picture.file);
    if (!(await isFile(file)) || !isPictureOf(await readText(file), picture)) stale.push(picture);
  }
  return stale;
}
