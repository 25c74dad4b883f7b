import { evaluate } from "@mdx-js/mdx";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import * as runtime from "react/jsx-runtime";
import remarkDirective from "remark-directive";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import { parse } from "yaml";

/** Compiles the page to a program, runs it, and draws it. */
export async function toHtml(page) {
  // The sites' own components come from their bundlers.
  const alone = page.replace(/^import (?:Tabs|TabItem|\{ Tabs, TabItem \}) from .*\n/gm, "");
  const { default: Page } = await evaluate(alone, {
    ...runtime,
    baseUrl: import.meta.url,
    remarkPlugins: [remarkFrontmatter, remarkGfm, remarkDirective],
  });
  const Tab = ({ label, children }) => createElement("div", null, createElement("h6", null, label), children);
  const Tabs = ({ children }) => createElement("div", null, children);
  // Starlight makes the heading of what the front matter says.
  const [, frontMatter] = /^---\n([^]*?)\n---\n/.exec(page) ?? [];
  const heading = frontMatter === undefined ? null : createElement("h1", null, parse(frontMatter).title);
  return renderToStaticMarkup(
    createElement("div", null, heading, createElement(Page, { components: { Tabs, TabItem: Tab } })),
  );
}
