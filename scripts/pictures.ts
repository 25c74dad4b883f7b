/** npm run pictures: takes the pictures of the README, of a page of this site, light and dark, and of a terminal. Needs Debian's MkDocs, like `npm run site`. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { openBrowser } from "../src/diagram/mermaid/browser.ts";
import { writeFileAtomically } from "../src/trace/files/write-file.ts";
import { recordSession } from "./pictures/record-session.ts";
import { drawTerminal } from "./pictures/terminal.ts";
import { buildSite, copyMermaid, installMkDocs } from "./site.ts";

const ROOT = join(import.meta.dirname, "..");
const PICTURES = join(ROOT, "docs/assets/pictures");
const PAGE = "openstack/image/add-project.html";
/** Of the theme. */
const SCHEMES = { light: "default", dark: "slate" } as const;

await mkdir(PICTURES, { recursive: true });
await writeFileAtomically(join(PICTURES, "terminal.svg"), drawTerminal(await recordSession(), 1));
installMkDocs();
await copyMermaid(join(ROOT, "docs"));
const site = await mkdtemp(join(tmpdir(), "wirewalk-pictures-"));
try {
  buildSite({ siteFolder: site });
  const browser = await openBrowser();
  try {
    for (const scheme of ["light", "dark"] as const) {
      const page = await browser.newPage();
      await page.setViewport({ width: 1280, height: 1240, deviceScaleFactor: 1 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await page.goto(pathToFileURL(join(site, PAGE)).href);
      // As its switch does: from a file, the theme cannot keep what the reader chose.
      await page.evaluate(`document.body.setAttribute("data-md-color-scheme", "${SCHEMES[scheme]}")`);
      await page.waitForFunction('document.querySelector("pre.mermaid") === null');
      // Its first screen is the command; what a reader comes for is below. The theme's header would still be moving.
      await page.addStyleTag({ content: ".md-header { display: none }" });
      await page.evaluate('document.querySelector("#sequence-diagram").scrollIntoView()');
      await page.screenshot({ path: join(PICTURES, `page-${scheme}.png`), captureBeyondViewport: false });
      await page.close();
    }
  } finally {
    await browser[Symbol.asyncDispose]();
  }
} finally {
  await rm(site, { recursive: true, force: true });
}
