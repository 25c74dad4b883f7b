import { relative } from "node:path";

/** A file as the user would name it from here. */
export function near(file: string): string {
  return relative(".", file);
}
