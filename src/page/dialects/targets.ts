import { UserError } from "../../errors.ts";
import { adviseNearest } from "../../sequence/nearest-name.ts";
import { asciidoc } from "./asciidoc.ts";
import type { Dialect } from "./dialect.ts";
import { gfm } from "./gfm.ts";
import { docusaurus, starlight } from "./mdx.ts";
import { mkdocs } from "./mkdocs.ts";
import { myst } from "./myst.ts";
import { vitepress } from "./vitepress.ts";

/** The targets of pages. */
export interface Target {
  /** As `--target` takes it. */
  readonly name: string;
  readonly dialect: Dialect;
  /** Program that serves the site, and its live reload, from the project's root. @default none is usual */
  readonly serve?: readonly string[];
  /** For docs/guide/page-targets.md: what it is for, what its tabs are, what the site needs. Markdown. */
  readonly docs: Readonly<Record<"purpose" | "tabs" | "needs", string>>;
}

/** The default. */
export const DEFAULT_TARGET = "mkdocs";

const ONE_BELOW_THE_OTHER = "one block below the other";

/** Help, the schema of the project file, the tables of the guide and the tests go through this list. */
export const TARGETS: readonly Target[] = [
  {
    name: "mkdocs",
    dialect: mkdocs,
    serve: ["mkdocs", "serve"],
    docs: {
      purpose: "MkDocs Material",
      tabs: '`=== "Header"`',
      needs: "`pymdownx.superfences`, `pymdownx.tabbed`, `attr_list`, `admonition`",
    },
  },
  {
    name: "zensical",
    dialect: mkdocs,
    serve: ["zensical", "serve"],
    docs: { purpose: "Zensical, which reads the same Markdown", tabs: "the same", needs: "the same" },
  },
  {
    name: "gfm",
    dialect: gfm,
    docs: { purpose: "GitHub, GitLab, and most viewers of Markdown", tabs: ONE_BELOW_THE_OTHER, needs: "nothing" },
  },
  {
    name: "docusaurus",
    dialect: docusaurus,
    serve: ["npx", "docusaurus", "start"],
    docs: {
      purpose: "Docusaurus 3; the file ends in `.mdx`",
      tabs: "`<Tabs>`",
      needs: "`markdown.mermaid: true` and `@docusaurus/theme-mermaid`",
    },
  },
  {
    name: "vitepress",
    dialect: vitepress,
    serve: ["npx", "vitepress", "dev", "docs"],
    docs: {
      purpose: "VitePress",
      tabs: "`::: code-group`",
      needs: "a plugin for Mermaid; without it the diagram is a code block",
    },
  },
  {
    name: "starlight",
    dialect: starlight,
    serve: ["npx", "astro", "dev"],
    docs: { purpose: "Starlight; the file ends in `.mdx`", tabs: "`<Tabs>`", needs: "a plugin for Mermaid" },
  },
  {
    name: "myst",
    dialect: myst,
    serve: ["sphinx-autobuild", "docs", "docs/_build"],
    docs: { purpose: "Sphinx with `myst_parser`", tabs: ONE_BELOW_THE_OTHER, needs: "`sphinxcontrib.mermaid`" },
  },
  {
    name: "asciidoc",
    dialect: asciidoc,
    docs: {
      purpose: "Asciidoctor and Antora",
      tabs: ONE_BELOW_THE_OTHER,
      needs: "`asciidoctor-kroki` or `asciidoctor-diagram`",
    },
  },
];

export const TARGET_NAMES: readonly string[] = TARGETS.map(({ name }) => name);

/** @throws UserError for an unknown target */
export function findDialect(target: string): Dialect {
  return findTarget(target).dialect;
}

/** @throws UserError for an unknown target */
export function findTarget(target = DEFAULT_TARGET): Target {
  const found = TARGETS.find(({ name }) => name === target);
  if (found !== undefined) return found;
  throw new UserError(`Unknown target "${target}".${adviseNearest(target, TARGET_NAMES)}`, {
    hint: `Use one of: ${TARGET_NAMES.join(", ")}.`,
    option: ["target"],
  });
}
