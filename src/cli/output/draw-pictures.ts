import type { ImageJob, ImageOptions, Images } from "../../diagram/image.ts";
import type { Draw } from "../../project/pages/page-pictures.ts";
import { type Io, tell } from "../io.ts";
import { withProgress } from "./progress.ts";

/** Draws diagrams with the browser of the environment, and prints notes for the user. */
export async function drawPictures(
  jobs: readonly ImageJob[],
  engine: ImageOptions["engine"],
  io: Io,
): Promise<Images["images"]> {
  const { renderImages } = await import("../../diagram/image.ts");
  const browserPath = io.env["PUPPETEER_EXECUTABLE_PATH"] ?? io.env["CHROME_PATH"];
  const { images, notes } = await withProgress(io, "Drawing", renderImages(jobs, { engine, browserPath }));
  for (const note of notes) tell(io, note);
  return images;
}

/** The same, for pages. */
export function createDraw(engine: ImageOptions["engine"], io: Io): Draw {
  return (jobs) => drawPictures(jobs, engine, io);
}
