import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { installDebianPackages } from "../../scripts/debian.ts";

const BUILDERS = join(import.meta.dirname, "builders");

/** What readers see; test/site/builders/read-html.mjs returns it. */
export interface Seen {
  /** Headings, code, and images, from top to bottom. */
  readonly order: readonly { readonly tag: string; readonly text: string }[];
  readonly title: string;
  readonly headings: readonly string[];
  /** Links to the page's own headings. */
  readonly contents: readonly string[];
  readonly codes: readonly string[];
  /** Code spans. */
  readonly spans: readonly string[];
  readonly links: readonly string[];
  /** Texts of images. */
  readonly alts: readonly string[];
  /** Elements that only recorded text could have added. */
  readonly live: readonly string[];
}

/** What the builders need that npm does not provide. */
export function installBuilders(): void {
  installDebianPackages({
    "cmark-gfm": "/usr/bin/cmark-gfm",
    "python3-sphinx": "/usr/bin/sphinx-build",
    "python3-myst-parser": "/usr/lib/python3/dist-packages/myst_parser/__init__.py",
  });
}

/** Builds a page with the target's own tools; it may show `hostile.svg`. */
export function buildPage(target: string, page: string): Seen {
  const output = execFileSync(process.execPath, [join(BUILDERS, "build.mjs"), target], {
    input: page,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  // read-html.mjs returns this.
  return JSON.parse(output) as Seen;
}
