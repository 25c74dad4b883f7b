import { unescapeName } from "../../json/pointer.ts";
import { toAnchor } from "../../page/anchor.ts";
import { parsePage } from "../../regions/parse-page.ts";
import { textAt } from "../../sequence/text-at.ts";
import type { UnknownField } from "../pages/read-field-book.ts";

/**
 * 1-based line of a page that shows a field of a JSON body, or of the region where it would be; undefined if the page has no such region.
 */
export function locateField(
  page: string,
  { step, part, field }: Pick<UnknownField, "field" | "part" | "step">,
): number | undefined {
  const region = parsePage(page).find(
    (one) => one.kind === "region" && one.id.step === toAnchor(step) && one.id.part === `${part}.io`,
  );
  if (region?.kind !== "region") return undefined;
  const lines = region.inner.split("\n");
  const bodies = lines.flatMap((line, index) => (/^\s*[[{]$/.test(line) ? [index] : []));
  const found = bodies.map((start) => findField(lines, start, field)).find((index) => index !== undefined);
  // The line of the marker comes before the first of the region.
  return found === undefined ? region.line : region.line + found + 1;
}

/** Bodies are laid out: each level begins two columns further to the right. */
function findField(lines: readonly string[], start: number, field: string): number | undefined {
  const columns = columnsOf(textAt(lines, start));
  let line = start;
  for (const [depth, name] of field.split("/").slice(1).entries()) {
    // Of several items, the first one with the field.
    if (name === "*") continue;
    const key = `${JSON.stringify(unescapeName(name))}:`;
    const next = lines.findIndex(
      (text, index) =>
        index > line && columnsOf(text) === columns + 2 * (depth + 1) && text.trimStart().startsWith(key),
    );
    if (next === -1) return undefined;
    line = next;
  }
  return line;
}

function columnsOf(line: string): number {
  return line.length - line.trimStart().length;
}
