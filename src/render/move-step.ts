import { UserError } from "../errors.ts";
import { type PagePart, parsePage } from "./parse-page.ts";

/**
 * Gives what the author said of one step to another: text of a step that is gone goes to the step that took its place; a
 * step that only has another name now gets it in its markers.
 *
 * @throws UserError where the page has nothing of the first step, or has regions of both
 */
export function moveStep(page: string, from: string, to: string): string {
  const parts = parsePage(page);
  const has = (kind: PagePart["kind"], step: string): boolean =>
    parts.some((part) => part.kind !== "prose" && part.kind === kind && part.id.step === step);
  if (has("orphan", from)) {
    if (!has("region", to)) throw unknownStep(to, parts);
    return rehome(parts, from, to);
  }
  if (!has("region", from)) throw unknownStep(from, parts);
  if (has("region", to)) {
    throw new UserError(`The page has regions of both "${from}" and "${to}".`, {
      hint: "move the text between them by hand.",
    });
  }
  return parts.map((part) => (isRegionOf(part, from) ? rename(part.text, from, to) : part.text)).join("");
}

function isRegionOf(part: PagePart, step: string): boolean {
  return part.kind === "region" && part.id.step === step;
}

/** In the two markers alone: the text between them follows with the next `render`. */
function rename(region: string, from: string, to: string): string {
  const escaped = from.replaceAll(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`);
  return region.replaceAll(
    new RegExp(`^([ \\t\uFEFF]*<!-- wirewalk:(?:begin|end) step=)${escaped}(?= )`, "gm"),
    (_all, marker: string) => marker + to,
  );
}

/** Behind the heading of the same part: request or response. */
function rehome(parts: readonly PagePart[], from: string, to: string): string {
  const orphans = new Map(
    parts.flatMap((part) => (part.kind === "orphan" && part.id.step === from ? [[part.id.part, part]] : [])),
  );
  return parts
    .map((part) => {
      if (part.kind === "orphan" && part.id.step === from) return "";
      if (part.kind !== "region" || part.id.step !== to) return part.text;
      const orphan = orphans.get(part.id.part);
      orphans.delete(part.id.part);
      return orphan === undefined ? part.text : `${part.text}${part.lineEnd}${orphan.inner}`;
    })
    .concat(Array.from(orphans.values(), ({ text }) => text))
    .join("");
}

function unknownStep(step: string, parts: readonly PagePart[]): UserError {
  const known = new Set(
    parts.flatMap((part) => (part.kind === "prose" || part.id.step === undefined ? [] : [part.id.step])),
  );
  return new UserError(`The page has no step "${step}".`, { hint: `it has: ${[...known].join(", ") || "none"}.` });
}
