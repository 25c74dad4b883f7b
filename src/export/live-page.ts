import { readLiveFiles } from "./report-files.ts";
import { chunksOfSafePage } from "./safe-page.ts";

/** The page that shows a recording in progress; its server sends it the steps (`events`) and finally the report (`report`). */
export function createLivePage(title: string): string {
  return Array.from(chunksOfSafePage(readLiveFiles(), [JSON.stringify({ title })], true)).join("");
}
