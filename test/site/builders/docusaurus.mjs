import { PICTURE, buildSite } from "./build-site.mjs";

const CONFIGURATION = `
export default {
  title: "Hostile",
  url: "https://example.com",
  baseUrl: "/",
  onBrokenLinks: "ignore",
  themes: ["@docusaurus/theme-classic"],
  plugins: [["@docusaurus/plugin-content-docs", { routeBasePath: "/", sidebarPath: false }]],
};
`;

export async function toHtml(page) {
  const html = await buildSite(
    { "package.json": "{}", "docusaurus.config.mjs": CONFIGURATION, "docs/hostile.md": page, "docs/hostile.svg": PICTURE },
    ["../../node_modules/.bin/docusaurus", "build", "--no-minify", "--config", "docusaurus.config.mjs"],
    "build/hostile/index.html",
  );
  const [text] = /<div class="theme-doc-markdown markdown">[^]*?(?=<\/article>)/.exec(html);
  const [contents] = /<ul class="table-of-contents [^]*?(?=<script|$)/.exec(html);
  return text + contents;
}
