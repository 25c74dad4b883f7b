/**
 * npm run gallery: records traces/gallery anew, a kind of traffic each, from real services that it starts and stops, and puts
 * into the gallery's pages what the commands there print.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";

import { createRecorder } from "../src/record/capture/recorder.ts";
import { openExamples } from "../src/stabilize/open-examples.ts";
import { readText, writeFileAtomically } from "../src/trace/files/file.ts";
import { refreshPage } from "./gallery/refresh-page.ts";
import { runInGallery } from "./gallery/run-in-gallery.ts";
import { SHAPES, type Shape } from "./gallery/shapes.ts";
import { openTown } from "./gallery/town.ts";

const ROOT = join(import.meta.dirname, "..");

async function record(file: string, { services, client, run }: Shape): Promise<number> {
  const examples = existsSync(file) ? await openExamples(file, async () => ({})) : undefined;
  const recorder = createRecorder({ journal: `${file}.journal` });
  try {
    const town = await openTown(services, recorder);
    await run(town.askAs(client)).finally(() => town[Symbol.asyncDispose]());
    return (await recorder.save(file, {}, examples?.adapt)).exchanges;
  } finally {
    await recorder[Symbol.asyncDispose]();
  }
}

for (const [name, makeShape] of Object.entries(SHAPES)) {
  const exchanges = await record(join(ROOT, "traces/gallery", `${name}.har`), makeShape());
  console.log(`traces/gallery/${name}.har: ${exchanges} exchanges`);
}
for (const page of ["docs/guide/gallery.md", "docs/guide/gallery.ko.md"]) {
  const file = join(ROOT, page);
  await writeFileAtomically(file, await refreshPage(await readText(file), runInGallery));
}
