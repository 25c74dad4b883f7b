import { createMarkdownRenderer } from "vitepress";
import { createSSRApp } from "vue/dist/vue.cjs.js";
import { renderToString } from "vue/server-renderer";

/** VitePress' Markdown, and then Vue, which runs what stands between two braces. */
export async function toHtml(page) {
  const renderer = await createMarkdownRenderer(import.meta.dirname);
  const template = renderer.render(page, { path: `${import.meta.dirname}/page.md`, relativePath: "page.md" });
  return renderToString(createSSRApp({ template: `<div>${template}</div>` }));
}
