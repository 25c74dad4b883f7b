import { diffArrays } from "diff";

import { maskVolatile } from "../../compare/noise.ts";

/** Lines that only one of two texts has; "" if there are none. */
export interface ChangedLines {
  readonly before: string;
  readonly after: string;
}

/**
 * Finds the lines that show the change: without lines in which only example values changed, without a comma that was added with the next
 * member, and without a length that follows from the rest.
 */
export function findChangedLines(before: string, after: string): ChangedLines {
  const [ours, theirs] = [toLines(before), toLines(after)] as const;
  const options = { comparator: isSame, maxEditLength: LONGEST_EDIT };
  // If nearly all of a long text changed, its beginning is shown.
  const changes = diffArrays(ours, theirs, options) ?? [
    { removed: true, added: false, value: ours },
    { removed: false, added: true, value: theirs },
  ];
  const removed = changes.flatMap((change) => (change.removed ? change.value : []));
  const added = changes.flatMap((change) => (change.added ? change.value : []));
  const isTelling = [...removed, ...added].some((line) => !LENGTH.test(line));
  const show = (lines: readonly string[]): string =>
    shorten(isTelling ? lines.filter((line) => !LENGTH.test(line)) : lines);
  return { before: show(removed), after: show(added) };
}

const LONGEST_EDIT = 2000;

const LENGTH = /^Content-Length:/i;

function toLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function isSame(before: string, after: string): boolean {
  return before === after || toPlain(before) === toPlain(after);
}

function toPlain(line: string): string {
  return maskVolatile(line.replace(/,$/, ""));
}

/** Lines shown of each side. */
const SHOWN = 8;

function shorten(lines: readonly string[]): string {
  const rest = lines.length - SHOWN;
  return (rest > 1 ? [...lines.slice(0, SHOWN), `… and ${rest} more lines`] : lines).join("\n");
}
