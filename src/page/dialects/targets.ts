import { UserError } from "../../errors.ts";
import { adviseNearest } from "../../nearest-name.ts";
import { asciidoc } from "./asciidoc.ts";
import type { Dialect } from "./dialect.ts";
import { gfm } from "./gfm.ts";
import { docusaurus, starlight } from "./mdx.ts";
import { mkdocs } from "./mkdocs.ts";
import { myst } from "./myst.ts";
import { vitepress } from "./vitepress.ts";

/** What pages can be made for. */
export const TARGETS: ReadonlyMap<string, Dialect> = new Map([
  ["mkdocs", mkdocs],
  ["zensical", mkdocs],
  ["gfm", gfm],
  ["docusaurus", docusaurus],
  ["vitepress", vitepress],
  ["starlight", starlight],
  ["myst", myst],
  ["asciidoc", asciidoc],
]);

/** @throws UserError for a target that there is not */
export function findDialect(target: string): Dialect {
  const dialect = TARGETS.get(target);
  if (dialect !== undefined) return dialect;
  throw new UserError(`There is no target "${target}"${adviseNearest(target, TARGETS.keys())}.`, {
    hint: `Use one of: ${[...TARGETS.keys()].join(", ")}.`,
    option: ["target"],
  });
}
