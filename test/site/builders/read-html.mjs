import { toString } from "hast-util-to-string";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import { SKIP, visit } from "unist-util-visit";

/** Elements that only recorded text could have brought. */
const LIVE = new Set("script b i em u s del ins mark sup sub img iframe object svg math kbd abbr".split(" "));

/** What readers see of a built page, place by place. */
export function readHtml(html) {
  const tree = unified().use(rehypeParse, { fragment: true }).parse(html);
  const seen = { order: [], title: "", headings: [], contents: [], codes: [], spans: [], links: [], alts: [], live: [] };
  visit(tree, "element", (node) => {
    const { tagName, properties } = node;
    if (isOwn(node)) return SKIP;
    if (/^(?:h[123]|pre|img)$/.test(tagName)) seen.order.push({ tag: tagName, text: tagName === "pre" ? codeOf(node) : textOf(node) });
    if (tagName === "h1") seen.title = textOf(node);
    if (tagName === "h3") seen.headings.push(textOf(node));
    if (tagName === "pre") {
      seen.codes.push(codeOf(node).replace(/\n$/, ""));
      return SKIP;
    }
    if (tagName === "code") seen.spans.push(toString(node));
    if (tagName === "a" && properties.href !== undefined) {
      (/^#./.test(properties.href) ? seen.contents : seen.links).push(textOf(node));
    }
    if (properties.role === "img" || (tagName === "img" && PICTURE.test(properties.src))) {
      seen.alts.push(properties.ariaLabel ?? properties.alt);
      return SKIP;
    }
    if (LIVE.has(tagName) || Object.keys(properties).some((name) => name.startsWith("on"))) seen.live.push(tagName);
    return undefined;
  });
  return seen;
}

/** The page's own, however the builder moves it. */
const PICTURE = /hostile[\w.-]*\.svg|^data:image\/svg/;

/** What the sites put around the text of a page: links to headings, pictures of notes, what moves tabs. */
const OWN = /^(?:header-anchor|headerlink|hash-link|admonitionIcon_\w+|sl-anchor-link|starlight-aside__icon|tablist-wrapper)$/;
const OWN_SCRIPT = /^\/_astro\/|starlight-tabs/;

function isOwn(node) {
  const { tagName, properties = {} } = node;
  if (tagName === "script") return OWN_SCRIPT.test(properties.src ?? toString(node));
  return [properties.className ?? []].flat().some((name) => OWN.test(name));
}

function textOf(node) {
  return toString({ type: "root", children: (node.children ?? []).filter((child) => !isOwn(child)) });
}

/** Lines are elements in Expressive Code, and end with a break in Docusaurus. */
function codeOf(node) {
  if (node.tagName === "br") return "\n";
  if (node.children === undefined) return toString(node);
  const text = node.children.map(codeOf).join("");
  return node.properties?.className?.includes("ec-line") ? `${text.replace(/\n$/, "")}\n` : text;
}
