/** node build.mjs TARGET < PAGE: builds a page with the target's own tools and prints as JSON what its readers see. */
import { text } from "node:stream/consumers";

import { readHtml } from "./read-html.mjs";

const [target] = process.argv.slice(2);
const { toHtml } = await import(`./${target}.mjs`);
const html = await toHtml(await text(process.stdin));
process.stdout.write(JSON.stringify(readHtml(html)));
