import { splitLines } from "../sequence/split-lines.ts";
import { HEADING_TEXT } from "./headings.ts";
import { parsePage } from "./parse-page.ts";

/** Whether a page is a further one of the walkthrough that a first page shows. @param firstPage its file name */
export function isFurtherPage(page: string, firstPage: string): boolean {
  const link = withoutEscapes(`../${firstPage}`);
  return parsePage(page).some(
    (part) => part.kind === "region" && part.id.part === "diagram" && withoutEscapes(part.inner).includes(link),
  );
}

/** What is escaped in an address differs from target to target; letters of other languages are in none. */
function withoutEscapes(text: string): string {
  return text.replaceAll(/%([\dA-F]{2})/g, (_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Whether anything on a page except headings is the author's. */
export function hasProse(page: string): boolean {
  return parsePage(page).some(
    ({ kind, text }) => kind === "orphan" || (kind === "prose" && splitLines(text).some(isProse)),
  );
}

function isProse(line: string): boolean {
  return line.trim() !== "" && !HEADING_TEXT.test(line);
}
