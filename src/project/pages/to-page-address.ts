import { dirname, relative } from "node:path";

import { escapePath } from "./escape-path.ts";

/** From one page to another, as links have it: `./list.md`. */
export function toPageAddress(from: string, to: string): string {
  const path = escapePath(relative(dirname(from), to).replaceAll("\\", "/"));
  return path.startsWith("../") ? path : `./${path}`;
}
