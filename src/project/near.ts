import { relative, sep } from "node:path";

/** A file as the user would name it from here, with slashes on Windows too: annotations of GitHub and links need them. */
export function near(file: string): string {
  return relative(".", file).replaceAll(sep, "/");
}
