import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "puppeteer";

/** Code that runs in the browser; it must be there before the page's own scripts. */
export const inPageScript = readFileSync(join(import.meta.dirname, "in-page.js"), "utf8");

export interface Diagram {
  /** From left to right. */
  readonly participants: readonly string[];
  /** Lines of the labels of all arrows. */
  readonly lines: number;
  /** Numbers that Mermaid put on the arrows. */
  readonly numbers: readonly string[];
}

/** Which of a pair of panels can be seen, before and after a click on the second tab. */
export interface TabPair {
  readonly before: readonly boolean[];
  readonly after: readonly boolean[];
}

/** Markup that the author used and that the tools must understand. */
export interface Marks {
  readonly titles: number;
  readonly highlightedLines: number;
  readonly headingIds: readonly string[];
}

/** Texts as readers see them. */
export interface Texts {
  readonly title: string;
  /** Code spans of each item. */
  readonly listItems: readonly (readonly string[])[];
  readonly headings: readonly string[];
  /** Table of contents. */
  readonly contents: readonly string[];
  readonly codeTitles: readonly string[];
  readonly codes: readonly string[];
  /** Texts of images. */
  readonly alts: readonly string[];
  readonly failures: readonly string[];
  readonly noteLinks: readonly string[];
  /** Elements that only recorded text could have added. */
  readonly live: number;
}

/** Brightness of the fills of the first diagram, from 0 for black to 1 for white. */
export interface Lightness {
  readonly box: number;
  readonly text: number;
  readonly number: number;
}

/** The result of the script in the page for each question. */
interface Answers {
  readonly readDiagrams: readonly Diagram[];
  readonly readTabs: readonly TabPair[];
  readonly readMarks: Marks;
  readonly readTexts: Texts;
  readonly readLightness: Lightness;
}

/** Asks the script in the page. */
export async function readPage<Question extends keyof Answers>(page: Page, question: Question): Promise<Answers[Question]> {
  // in-page.js has one function for each question, with these results.
  return (await page.evaluate(`inPage.${question}()`)) as Answers[Question];
}
