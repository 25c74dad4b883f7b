import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import type { Page } from "puppeteer";

import { locateOwnFile } from "../../own-files.ts";
import type { Caption } from "../caption.ts";
import { cleanText } from "../display-text.ts";
import { importForImages } from "../optional-package.ts";
import type { Theme } from "../theme.ts";
import { openBrowser } from "./browser.ts";
import { type Look, toLooks } from "./mermaid-looks.ts";

export interface MermaidDrawing {
  readonly svg: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Characters that no font of this machine has. */
  readonly missing: readonly string[];
}

/** A browser page that keeps Mermaid loaded: the second drawing takes a tenth of the time of the first. */
export interface MermaidPage extends AsyncDisposable {
  /** Draws a Mermaid source; it is in the page until the next one. Throws where Mermaid cannot. */
  readonly draw: (source: string, options: DrawOptions) => Promise<MermaidDrawing>;
  /** Takes a screenshot of the last drawing. */
  readonly photograph: (drawing: MermaidDrawing) => Promise<Uint8Array>;
  /** Characters of a text that no font of this machine has. */
  readonly findMissing: (text: string) => Promise<readonly string[]>;
}

export interface DrawOptions {
  readonly theme: Theme;
  readonly caption: Caption;
}

/**
 * Starts a browser and loads the Mermaid of mermaid-cli. Its own `renderMermaid` loads it again for each diagram, which takes most of a
 * second (docs/decisions/0014-images.md).
 *
 * @throws UserError if mermaid-cli, puppeteer or a browser is missing
 */
export async function openMermaidPage(browserPath: string | undefined): Promise<MermaidPage> {
  const mermaidCli = await importForImages(async () => import.meta.resolve("@mermaid-js/mermaid-cli"));
  const browser = await openBrowser(browserPath);
  const close = (): Promise<void> => browser[Symbol.asyncDispose]();
  try {
    const page = await browser.newPage();
    await page.setViewport(VIEWPORT);
    await load(page, mermaidCli);
    return {
      draw: async (source, { theme, caption }) => {
        const looks = toLooks(theme, caption.language);
        return page.evaluate((request) => drawDiagram(request), { source, looks, caption: toXmlCaption(caption) });
      },
      photograph: async ({ width, height }) => {
        await page.setViewport({ ...VIEWPORT, width, height });
        const image = await page.screenshot({ clip: { x: 0, y: 0, width, height } });
        await page.setViewport(VIEWPORT);
        return image;
      },
      findMissing: (text) => page.evaluate((characters) => findMissing(characters), text),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * XML cannot represent most control characters, but a browser writes them anyway, and the image would be unreadable.
 */
function toXmlCaption({ title, description, language }: Caption): Caption {
  return { title: cleanText(title), description: description.split("\n").map(cleanText).join("\n"), language };
}

/** Of templates/picture/draw.js, in the page. */
declare function drawDiagram(request: {
  readonly source: string;
  readonly looks: readonly Look[];
  readonly caption: Caption;
}): Promise<MermaidDrawing>;
declare function findMissing(text: string): readonly string[];

/** Pictures are twice as fine, for today's screens. */
const VIEWPORT = { width: 1600, height: 800, deviceScaleFactor: 2 };

async function load(page: Page, mermaidCli: string): Promise<void> {
  const packages = createRequire(mermaidCli);
  const mermaid = packages.resolve("mermaid/dist/mermaid.min.js");
  const fonts = packages.resolve("@fontsource/open-sans/400.css");
  await page.goto(locateOwnFile("templates/picture/page.html").href);
  await page.addStyleTag({ content: await embedFonts(fonts) });
  // By its address: handing over five megabytes takes seconds.
  await page.addScriptTag({ url: pathToFileURL(mermaid).href });
  await page.addScriptTag({ path: fileURLToPath(locateOwnFile("templates/picture/draw.js")) });
}

/** A page from a disk may load no fonts of it, so they are put into the style sheet. */
async function embedFonts(file: string): Promise<string> {
  const style = await readFile(file, "utf8");
  const addresses = new Set(Array.from(style.matchAll(/url\((\.\/[^)]+\.woff2)\)/g), ([, address = ""]) => address));
  const fonts = await Promise.all(
    Array.from(
      addresses,
      async (address) => [address, await readFile(join(dirname(file), address), "base64")] as const,
    ),
  );
  return fonts.reduce((text, [address, font]) => text.replace(address, `data:font/woff2;base64,${font}`), style);
}
