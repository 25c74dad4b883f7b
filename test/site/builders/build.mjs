/** node build.mjs TARGET < PAGE: builds a page with the target's own tools and prints as JSON what its readers see. */
import { text } from "node:stream/consumers";

import { readHtml } from "./read-html.mjs";

const BUILDERS = {
  gfm: () => import("./gfm.mjs"),
  docusaurus: () => import("./docusaurus.mjs"),
  starlight: () => import("./starlight.mjs"),
  vitepress: () => import("./vitepress.mjs"),
  myst: () => import("./myst.mjs"),
  asciidoc: () => import("./asciidoc.mjs"),
};

const [target] = process.argv.slice(2);
const { toHtml } = await BUILDERS[target]();
const html = await toHtml(await text(process.stdin));
process.stdout.write(JSON.stringify(readHtml(html)));
