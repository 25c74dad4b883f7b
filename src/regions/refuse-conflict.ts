import { UserError } from "../errors.ts";
import { type CommentSyntax, detectSyntax } from "./comment.ts";
import { createFenceTracker } from "./fence-tracker.ts";
import { isEdited } from "./merge-region.ts";
import type { Region } from "./parse-page.ts";

/**
 * Throws a `UserError` if git left merge conflicts in a page: half of the text is not the author's intention, and a refresh would settle
 * the conflict arbitrarily. In a code block of the author it is an example, unless it contains markers of ours.
 */
export function refuseConflict(page: string): void {
  if (page.includes("<<<<<<< ")) findConflict(page, 1, false);
}

/** The same for a region: text that does not match its checksum is not recorded text. */
export function refuseConflictIn(region: Region): void {
  if (region.inner.includes("<<<<<<< ") && isEdited(region)) findConflict(region.inner, region.line + 1, true);
}

function findConflict(page: string, firstLine: number, isAlwaysReal: boolean): void {
  const syntax = detectSyntax(page);
  const fences = createFenceTracker(syntax);
  let start: Conflict | undefined;
  for (const [index, text] of page.split("\n").entries()) {
    const isExample = fences.isCode(text);
    if (text.startsWith("<<<<<<< "))
      start = { line: firstLine + index, isReal: isAlwaysReal || !isExample, isHalf: false };
    else if (start === undefined) continue;
    else if (isMarker(text, syntax)) start.isReal = true;
    else if (/^=======\s*$/.test(text)) start.isHalf = true;
    else if (text.startsWith(">>>>>>> ") && start.isHalf) {
      if (start.isReal) throw conflict(start.line, firstLine + index);
      start = undefined;
    }
  }
}

interface Conflict {
  readonly line: number;
  isReal: boolean;
  isHalf: boolean;
}

function isMarker(text: string, syntax: CommentSyntax): boolean {
  const opening = { html: "<!-- wirewalk:", mdx: "{/* wirewalk:", asciidoc: "// wirewalk:" }[syntax];
  return text.trimStart().startsWith(opening);
}

function conflict(from: number, to: number): UserError {
  return new UserError(`The page has a Git merge conflict (lines ${from}-${to}).`, {
    hint: "Resolve it first. Inside a region, either side is fine: `render` writes the region again (with --force if it has manual edits).",
  });
}
