import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { refreshPage } from "../../scripts/gallery/refresh-page.ts";
import { runInGallery } from "../../scripts/gallery/run-in-gallery.ts";
import { ROOT } from "./read-guide.ts";

test.each(["docs/guide/gallery.md", "docs/guide/gallery.ko.md"])("%s shows what its commands print", async (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");
  expect(text.match(/^ {2}participant /gm)?.length).toBeGreaterThan(15);
  expect(await refreshPage(text, runInGallery)).toBe(text);
});
