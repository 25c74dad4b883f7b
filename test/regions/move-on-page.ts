import { expect } from "vitest";

import { moveStep } from "../../src/regions/move-step.ts";

/** The result for the only page of a walkthrough, whatever its line endings. */
export function moveOnPage(page: string, from: string, to: string): string {
  const moved = move(page, from, to);
  if (!page.includes("\r")) expect(move(toWindows(page), from, to)).toBe(toWindows(moved));
  return moved;
}

function move(page: string, from: string, to: string): string {
  return moveStep([{ file: "page.md", text: page }], from, to).at(-1)?.text ?? page;
}

function toWindows(text: string): string {
  return text.replaceAll("\n", "\r\n");
}
