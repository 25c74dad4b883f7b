import { readdirSync } from "node:fs";
import { basename, join } from "node:path";

import { expect, test } from "vitest";

import { analyze } from "../../../src/analyze/analyze.ts";
import { toLadder } from "../../../src/diagram/terminal/ladder.ts";
import { readTrace } from "../../../src/trace/files/file.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { SHAPES } from "../shapes.ts";

const GALLERY = join(import.meta.dirname, "../../../traces/gallery");
const GOLDEN = join(import.meta.dirname, "../../golden/ladder");

/** `wirewalk check` compares the pages of the gallery; this is how its traces look in a terminal. */
const shapes: Record<string, Trace> = { ...SHAPES };
for (const file of readdirSync(GALLERY)) shapes[basename(file, ".har")] = await readTrace(join(GALLERY, file));

test.each(Object.entries(shapes))("%s", async (name, trace) => {
  const ladder = toLadder(analyze(trace), { width: 80, color: false });
  await expect(ladder).toMatchFileSnapshot(join(GOLDEN, `${name}.txt`));
});
