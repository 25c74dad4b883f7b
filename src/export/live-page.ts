import { readLiveFiles } from "./report-files.ts";
import { chunksOfSafePage } from "./safe-page.ts";

/** The page that shows a recording while it goes on; its server sends it the steps (`events`) and has the report at last (`report`). */
export function createLivePage(title: string): string {
  return Array.from(chunksOfSafePage(readLiveFiles(), [JSON.stringify({ title })], true)).join("");
}
