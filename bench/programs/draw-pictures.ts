/** draw-pictures.ts mmdc|batch|builtin: draws 20 diagrams as SVG, and prints the seconds since the process started. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { INSTALLED } from "../../src/diagram/mermaid/browser.ts";
import { type Walkthrough, analyze, openTrace, renderImages, toMermaid, toSequenceDiagram } from "../../src/index.ts";

const COUNT = 20;
const ROOT = join(import.meta.dirname, "../..");
const [variant = ""] = process.argv.slice(2);
const executablePath = INSTALLED.find(existsSync);
if (executablePath === undefined) throw new Error("Chromium is not installed.");
const seed = analyze(await openTrace(join(ROOT, "traces/openstack/image-add-project.har")));
const walkthroughs = Array.from({ length: COUNT }, (_, index): Walkthrough => ({
  ...seed,
  participants: seed.participants.map(({ id, label }) => ({ id, label: `${label} ${index}` })),
}));

const bytes = variant === "mmdc" ? runMmdc() : await drawBatch();
console.log(JSON.stringify({ seconds: performance.now() / 1000, "KB each": bytes / COUNT / 1000 }));

async function drawBatch(): Promise<number> {
  const caption = { title: "bench", description: "", language: "en" };
  const { images } = await renderImages(
    walkthroughs.map((walkthrough) => ({
      sequence: toSequenceDiagram(walkthrough),
      format: "svg",
      theme: "light",
      caption,
    })),
    { engine: variant === "builtin" ? "builtin" : "mermaid" },
  );
  return images.reduce((sum, image) => sum + image.length, 0);
}

/** One call for each, as without wirewalk. */
function runMmdc(): number {
  const folder = mkdtempSync(join(tmpdir(), "wirewalk-bench-"));
  const settings = join(folder, "puppeteer.json");
  writeFileSync(settings, JSON.stringify({ executablePath, args: ["--no-sandbox"] }));
  const picture = join(folder, "picture.svg");
  const mmdc = join(ROOT, "node_modules/.bin/mmdc");
  try {
    return walkthroughs.reduce((sum, walkthrough) => {
      execFileSync(mmdc, ["-q", "-p", settings, "-i", "-", "-o", picture], { input: toMermaid(walkthrough) });
      return sum + statSync(picture).size;
    }, 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
