import { PICTURE, buildSite } from "./build-site.mjs";

/** Astro bundles what it finds here. */
const MANIFEST = '{ "type": "module", "dependencies": { "astro": "*", "@astrojs/starlight": "*" } }';

const CONFIGURATION = `
import starlight from "@astrojs/starlight";
import { defineConfig, passthroughImageService } from "astro/config";

export default defineConfig({
  cacheDir: "cache",
  vite: { cacheDir: "cache" },
  image: { service: passthroughImageService() },
  integrations: [starlight({ title: "Hostile", pagefind: false })],
});
`;

const COLLECTIONS = `
import { defineCollection } from "astro:content";
import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";

export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`;

export async function toHtml(page) {
  const html = await buildSite(
    {
      "package.json": MANIFEST,
      "astro.config.mjs": CONFIGURATION,
      "src/content.config.ts": COLLECTIONS,
      "src/content/docs/hostile.mdx": page,
      "src/content/docs/hostile.svg": PICTURE,
    },
    ["../../node_modules/.bin/astro", "build"],
    "dist/hostile/index.html",
  );
  const [text] = /<main\b[^]*?(?=<\/main>)/.exec(html);
  const [contents] = /<starlight-toc\b[^]*?(?=<\/starlight-toc>)/.exec(html);
  return text + contents;
}
