import { dirname, relative } from "node:path";

/** From one page to another, as links have it: `./list.md`. What would end the path of an address there, or is one of its codes, is encoded. */
export function toPageAddress(from: string, to: string): string {
  const path = relative(dirname(from), to).replaceAll("\\", "/").replaceAll(/[%#?]/g, encodeURIComponent);
  return path.startsWith("../") ? path : `./${path}`;
}
