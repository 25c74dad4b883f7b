import { readText } from "./file.ts";
import { isFile } from "./is-file.ts";

/** Text of a file; undefined if there is none to read. Throws a `UserError` if it cannot be read. */
export async function readTextIfThere(file: string): Promise<string | undefined> {
  return (await isFile(file)) ? readText(file) : undefined;
}
