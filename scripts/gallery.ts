/**
 * npm run gallery: records the traces of traces/gallery again, or the named ones, each with one kind of traffic, from real services that it starts and stops,
 * and updates the output of commands on the gallery's pages.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";

import { createRecorder } from "../src/record/capture/recorder.ts";
import type { Recorder } from "../src/record/capture/recorder.ts";
import { openExamples } from "../src/stabilize/open-examples.ts";
import { readText } from "../src/trace/files/file.ts";
import { writeFileAtomically } from "../src/trace/files/write-file.ts";
import { PROTOCOLS } from "./gallery/protocols.ts";
import { refreshPage } from "./gallery/refresh-page.ts";
import { runInGallery } from "./gallery/run-in-gallery.ts";
import { SHAPES, type Shape } from "./gallery/shapes.ts";
import { openTown } from "./gallery/town.ts";

const ROOT = join(import.meta.dirname, "..");

async function record(file: string, talk: (recorder: Recorder) => Promise<void>): Promise<number> {
  const examples = existsSync(file) ? await openExamples(file, async () => ({})) : undefined;
  const recorder = createRecorder({ journal: `${file}.journal` });
  try {
    await talk(recorder);
    return (await recorder.save(file, {}, examples?.adapt)).exchanges;
  } finally {
    await recorder[Symbol.asyncDispose]();
  }
}

async function recordShape({ services, client, run }: Shape, recorder: Recorder): Promise<void> {
  const town = await openTown(services, recorder);
  await run(town.askAs(client)).finally(() => town[Symbol.asyncDispose]());
}

const talks: Readonly<Record<string, (recorder: Recorder) => Promise<void>>> = {
  ...Object.fromEntries(
    Object.entries(SHAPES).map(([name, makeShape]) => [
      name,
      (recorder: Recorder) => recordShape(makeShape(), recorder),
    ]),
  ),
  ...PROTOCOLS,
};
const wanted = process.argv.slice(2);
for (const [name, talk] of Object.entries(talks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  // oxlint-disable-next-line no-await-in-loop -- one after the other, because times are recorded too
  const exchanges = await record(join(ROOT, "traces/gallery", `${name}.har`), talk);
  console.log(`traces/gallery/${name}.har: ${exchanges} exchanges`);
}
for (const page of ["docs/guide/gallery.md", "docs/guide/gallery.ko.md"]) {
  const file = join(ROOT, page);
  await writeFileAtomically(file, await refreshPage(await readText(file), runInGallery));
}
