import { toString } from "hast-util-to-string";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import { SKIP, visit } from "unist-util-visit";

/** Elements that only recorded text could have brought. */
const LIVE = new Set("script b i em u s del ins mark sup sub img iframe object svg math kbd abbr".split(" "));

/** What readers see of a built page, place by place. */
export function readHtml(html) {
  const tree = unified().use(rehypeParse, { fragment: true }).parse(html);
  const seen = { title: "", headings: [], codes: [], spans: [], links: [], live: [] };
  visit(tree, "element", (node) => {
    const { tagName, properties } = node;
    const classes = [properties.className ?? []].flat();
    if (classes.includes("header-anchor") || classes.includes("headerlink")) return SKIP;
    if (tagName === "h1") seen.title = textOf(node);
    if (tagName === "h3") seen.headings.push(textOf(node));
    if (tagName === "pre") {
      seen.codes.push(toString(node).replace(/\n$/, ""));
      return SKIP;
    }
    if (tagName === "code") seen.spans.push(toString(node));
    if (tagName === "a" && properties.href !== undefined) seen.links.push(textOf(node));
    if (LIVE.has(tagName) || Object.keys(properties).some((name) => name.startsWith("on"))) seen.live.push(tagName);
    return undefined;
  });
  return seen;
}

/** Without the links to the place itself. */
function textOf(node) {
  const children = (node.children ?? []).filter(({ properties }) => {
    const classes = [properties?.className ?? []].flat();
    return !classes.includes("header-anchor") && !classes.includes("headerlink");
  });
  return toString({ type: "root", children });
}
