import { dirname, extname, join } from "node:path";

import { matchedText } from "../../sequence/matched-text.ts";
import { escapePath } from "../pages/escape-path.ts";

/** How the navigation of a site lists pages, in a file that the author owns. */
export interface Navigation {
  /** The beginning and the end of a one-line comment there. */
  readonly comment: readonly [open: string, close: string];
  /** Directory to which its paths are relative. @param text of the file */
  readonly findRoot: (file: string, text: string) => string;
  /** One line. @param path from that folder, with slashes: `orders/place.md` */
  readonly write: (title: string, path: string) => string;
}

/** Chosen by the file if it is more specific than the target: `SUMMARY.md` lists links for every site. */
export function findNavigation(target: string, file: string): Navigation | undefined {
  const ending = extname(file);
  if (ending === ".md") return LINKS;
  if (ending === ".toml") return TOML;
  return Object.hasOwn(NAVIGATIONS, target) ? NAVIGATIONS[target] : undefined;
}

const LINKS: Navigation = {
  comment: ["<!-- ", " -->"],
  findRoot: dirname,
  write: (title, path) => `- [${title.replaceAll(/[[\]\\]/g, String.raw`\$&`)}](${encodePath(path)})`,
};

/** Also the characters that end an address in Markdown. */
function encodePath(path: string): string {
  return path
    .split("/")
    .map((name) => encodeURIComponent(name).replaceAll("(", "%28").replaceAll(")", "%29"))
    .join("/");
}

const material: Navigation = {
  comment: ["# ", ""],
  findRoot: (file, text) =>
    join(dirname(file), matchedText(/^docs_dir:\s*["']?([^"'#\n]+?)["']?\s*(?:#|$)/m, text, 1) || "docs"),
  // A text of JSON is one of YAML too.
  write: (title, path) => `- ${JSON.stringify(title)}: ${JSON.stringify(path)}`,
};

/** `zensical.toml` */
const TOML: Navigation = {
  comment: ["# ", ""],
  findRoot: (file, text) => join(dirname(file), matchedText(/^docs_dir\s*=\s*["']([^"'\n]+)["']/m, text, 1) || "docs"),
  write: (title, path) => `{ ${JSON.stringify(title)} = ${JSON.stringify(path)} },`,
};

const withoutEnding = (path: string): string => path.replace(/\.\w+$/, "");

const NAVIGATIONS: Readonly<Record<string, Navigation>> = {
  mkdocs: material,
  zensical: material,
  docusaurus: {
    comment: ["// ", ""],
    findRoot: (file) => join(dirname(file), "docs"),
    write: (title, path) =>
      `{ type: "doc", id: ${JSON.stringify(withoutEnding(path))}, label: ${JSON.stringify(title)} },`,
  },
  vitepress: {
    comment: ["// ", ""],
    // The configuration is in .vitepress, or in a folder of it.
    findRoot: (file) => dirname(file).replace(/[\\/]\.vitepress(?:[\\/].*)?$/s, ""),
    write: (title, path) =>
      `{ text: ${JSON.stringify(title)}, link: ${JSON.stringify(`/${escapePath(withoutEnding(path))}`)} },`,
  },
  starlight: {
    comment: ["// ", ""],
    findRoot: (file) => join(dirname(file), "src/content/docs"),
    write: (title, path) => `{ label: ${JSON.stringify(title)}, slug: ${JSON.stringify(withoutEnding(path))} },`,
  },
  asciidoc: {
    comment: ["// ", ""],
    findRoot: (file) => join(dirname(file), "pages"),
    write: (title, path) => `* xref:${path}[${title.replaceAll("]", String.raw`\]`)}]`,
  },
};
