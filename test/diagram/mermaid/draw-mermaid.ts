import { join } from "node:path";

import { onTestFinished } from "vitest";

import { openBrowser } from "../../../src/diagram/mermaid/browser.ts";

/** Versions of Mermaid that pages use, by the names under which npm installs them here. */
export const MERMAIDS = { "8.13.3": "mermaid8", "11.17.2": "mermaid11", "12": "mermaid" } as const;

export interface DrawnDiagram {
  /** Displayed names of the participants, in order. */
  readonly participants: readonly string[];
  /** Texts of the messages, in order. */
  readonly messages: readonly string[];
  /** Texts of notes and frames. */
  readonly notes: readonly string[];
}

/** Opens a page with one version of Mermaid in a browser; returns a function that draws a diagram there and reads the image. */
export async function openMermaid(version: keyof typeof MERMAIDS): Promise<(source: string) => Promise<DrawnDiagram>> {
  const browser = await openBrowser();
  onTestFinished(() => browser[Symbol.asyncDispose]());
  const page = await browser.newPage();
  const path = join(import.meta.dirname, "../../../node_modules", MERMAIDS[version], "dist/mermaid.min.js");
  await page.addScriptTag({ path });
  await page.evaluate("mermaid.initialize({ startOnLoad: false, maxTextSize: 1e9 })");
  // The page returns the result of READ, which has this type.
  return async (source) => (await page.evaluate(`(${READ})(${JSON.stringify(source)})`)) as DrawnDiagram;
}

/** Runs in the page. `render` of Mermaid 8 returns the text of an SVG, later versions a promise of it. */
const READ = `async (source) => {
  const rendered = mermaid.mermaidAPI.render("drawn", source);
  const holder = document.createElement("div");
  holder.innerHTML = typeof rendered === "string" ? rendered : (await rendered).svg;
  const texts = (selector) => Array.from(holder.querySelectorAll(selector), (node) => node.textContent);
  const actors = Array.from(holder.querySelectorAll("text.actor"));
  const columnOf = (node) => Number(node.getAttribute("x"));
  return {
    // Each stands above and below its lifeline; later versions draw the last one first.
    participants: actors.toSorted((a, b) => columnOf(a) - columnOf(b)).filter((_, index) => index % 2 === 0).map((node) => node.textContent),
    messages: texts(".messageText"),
    notes: [...texts(".noteText"), ...texts(".loopText")],
  };
}`;
