import { moveStep } from "../../src/regions/move-step.ts";

/** What becomes of a walkthrough's only page. */
export function moveOnPage(page: string, from: string, to: string): string {
  return moveStep([{ file: "page.md", text: page }], from, to).at(-1)?.text ?? page;
}
