import { basename, extname } from "node:path";

/**
 * What pictures of a page are named after: `docs/add-project.ko.md` gives `add-project.ko`, `docs/add-project.adoc` its whole name, so that
 * pages of one name in two formats have each their own.
 */
export function nameOf(page: string): string {
  return basename(page, ".md");
}

/** The name, and the one that pictures of pages in other formats once had: what is left of these is removed as well. */
export function namesOf(page: string): readonly string[] {
  return [...new Set([nameOf(page), basename(page, extname(page))])];
}
