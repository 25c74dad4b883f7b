import { attachBodies } from "../trace/files/attached-bodies.ts";
import { readText } from "../trace/files/file.ts";
import type { Trace } from "../trace/model/types.ts";
import { importTrace } from "./import.ts";

/**
 * Reads a file that another tool wrote, with the bodies that a HAR keeps in files beside it. Nothing is masked yet.
 *
 * @throws UserError Where it cannot be read, is in no known format, or holds no exchange.
 */
export async function importFile(file: string): Promise<Trace> {
  return attachBodies(importTrace(await readText(file, "lenient"), file), file);
}
