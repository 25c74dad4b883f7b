import { basename, extname } from "node:path";

/**
 * The base name of a page's images: `add-project.ko` for `docs/add-project.ko.md`, and the whole filename for
 * `docs/add-project.adoc`, so that pages of the same name in two formats have separate images.
 */
export function nameOf(page: string): string {
  return basename(page, ".md");
}

/**
 * The base name, and the one that images of pages in other formats had in earlier versions, whose remains are also
 * removed.
 */
export function namesOf(page: string): readonly string[] {
  return [...new Set([nameOf(page), basename(page, extname(page))])];
}
