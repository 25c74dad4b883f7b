import { readSource } from "../stream/read-source.ts";
import { sourceOfText } from "../stream/text-source.ts";
import type { Trace } from "./types.ts";

/**
 * Reads a HAR 1.1 or 1.2 file of any tool: what may be missing gets its default, entries come in the order of their start, fields that are
 * not ours stay as they are.
 *
 * @param name What messages call the file: its path.
 * @throws UserError if it is no JSON (with line and column) or no HAR (with the JSON path that is wrong).
 */
export function parseTrace(text: string, name: string): Trace {
  return readSource(sourceOfText(text.startsWith("\uFEFF") ? text.slice(1) : text, name));
}
