import { join } from "node:path";

import { writeTrace } from "../../src/trace/files/file.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { type EntryParts, aTrace } from "../replay/a-trace.ts";

/** Writes a trace file for this test; returns its path. */
export async function writeTraceFile(...parts: readonly EntryParts[]): Promise<string> {
  const file = join(await tempFolder(), "images.har");
  await writeTrace(file, aTrace(...parts));
  return file;
}

export const IMAGES: readonly EntryParts[] = [
  { url: "/v2/images", status: 200, reason: "OK", text: "[]" },
  { url: "/v2/images", method: "POST", status: 403, reason: "Forbidden", text: "no" },
];
