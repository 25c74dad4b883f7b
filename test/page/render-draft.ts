import type { Walkthrough } from "../../src/analyze/types.ts";
import { renderPage, type PageOptions } from "../../src/page/page.ts";

/** A page with a small diagram and title, for tests of something else. */
export async function renderDraft(walkthrough: Walkthrough, options: Partial<PageOptions> = {}): Promise<string> {
  return renderPage(walkthrough, {
    diagrams: [{ kind: "whole", first: 1, last: 1, mermaid: "sequenceDiagram\n" }],
    title: "draft",
    ...options,
  });
}

/** Text between the heading `(number) …` and the next heading. */
export function sectionOf(page: string, number: number): string {
  const start = page.indexOf(`### (${number}) `);
  if (start === -1) throw new Error(`The page has no section (${number}).`);
  const behind = start + "###".length;
  const end = page.slice(behind).search(/^#{1,3} /m);
  return end === -1 ? page.slice(start) : page.slice(start, behind + end);
}
