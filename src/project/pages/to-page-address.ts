import { dirname, relative } from "node:path";

/** From one page to another, as links have it: `./list.md`. */
export function toPageAddress(from: string, to: string): string {
  const path = relative(dirname(from), to).replaceAll("\\", "/");
  return path.startsWith("../") ? path : `./${path}`;
}
