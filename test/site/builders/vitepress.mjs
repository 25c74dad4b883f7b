import { PICTURE, buildSite } from "./build-site.mjs";

/** The page links to what is not there. */
const CONFIGURATION = "export default { ignoreDeadLinks: true };\n";

/** VitePress' Markdown, and then Vue, which runs what stands between two braces. */
export async function toHtml(page) {
  const html = await buildSite(
    { ".vitepress/config.mjs": CONFIGURATION, "hostile.md": page, "hostile.svg": PICTURE },
    ["../../node_modules/.bin/vitepress", "build"],
    ".vitepress/dist/hostile.html",
  );
  return /<div[^>]* class="vp-doc [^]*?(?=<\/main>)/.exec(html)[0];
}
