import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { openBrowser } from "../../src/diagram/mermaid/browser.ts";

/** A screenshot of a page of a built site. */
export interface Shot {
  /** Path of the HTML file in the site. */
  readonly page: string;
  /** PNG file that is written. */
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** @default the theme's own default */
  readonly scheme?: "light" | "dark";
  /** CSS selector of the element at the top. @default the page's own top */
  readonly from?: string;
}

/** Of the theme. */
const SCHEMES = { light: "default", dark: "slate" } as const;

/** @param site folder of the built site */
export async function takeShots(site: string, shots: readonly Shot[]): Promise<void> {
  const browser = await openBrowser();
  try {
    for (const { page: path, file, width, height, scheme, from } of shots) {
      const page = await browser.newPage();
      await page.setViewport({ width, height, deviceScaleFactor: 1 });
      if (scheme !== undefined) await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.goto(pathToFileURL(join(site, path)).href);
      // As the theme's switch does: from a file, the theme cannot save the reader's choice.
      if (scheme !== undefined) {
        await page.evaluate(`document.body.setAttribute("data-md-color-scheme", "${SCHEMES[scheme]}")`);
      }
      await page.waitForFunction('document.querySelector("pre.mermaid") === null');
      if (from !== undefined) {
        // The theme's header would still be moving.
        await page.addStyleTag({ content: ".md-header { display: none }" });
        await page.evaluate(`document.querySelector(${JSON.stringify(from)}).scrollIntoView()`);
      }
      await page.screenshot({ path: file, captureBeyondViewport: false });
      await page.close();
    }
  } finally {
    await browser[Symbol.asyncDispose]();
  }
}
