import { splitLines } from "../sequence/split-lines.ts";
import { createFenceTracker } from "./fence-tracker.ts";
import { HEADING_TEXT, PAGE_HEADING } from "./headings.ts";
import type { PagePart } from "./parse-page.ts";
import type { RegionId } from "./regions.ts";

/**
 * A part of the page that stays together: half a step (its request or its response) with the prose after it, or the
 * text between steps.
 */
export interface Section {
  /** `image-show request`; undefined for what belongs to no step. */
  readonly key: string | undefined;
  readonly parts: readonly PagePart[];
}

/**
 * Puts the pieces of a page together to sections. Prose belongs to the region before it, but a heading of the first or
 * second level begins what belongs to the page: no step reaches beyond it.
 */
export function toSections(parts: readonly PagePart[]): readonly Section[] {
  const sections: OpenSection[] = [];
  const seen = new Set<string>();
  let open: OpenSection | undefined;
  const put = (wanted: string | undefined, part: PagePart): void => {
    // If the author put a part of the page inside a step, what follows it stays there.
    const key = wanted !== undefined && wanted !== open?.key && seen.has(wanted) ? undefined : wanted;
    if (open === undefined || open.key !== key) {
      open = { key, parts: [] };
      sections.push(open);
      if (key !== undefined) seen.add(key);
    }
    open.parts.push(part);
  };
  for (const [index, part] of parts.entries()) {
    const key = open?.key;
    if (part.kind === "region") put(toSectionKey(part.id), part);
    else if (part.kind === "orphan" || key === undefined) put(undefined, part);
    else {
      const next = parts[index + 1];
      const isInside = next?.kind === "region" && toSectionKey(next.id) === key;
      const end = isInside ? part.text.length : findPageHeading(part);
      if (end > 0) put(key, { ...part, text: part.text.slice(0, end) });
      const lines = splitLines(part.text.slice(0, end)).length;
      if (end < part.text.length) put(undefined, { ...part, text: part.text.slice(end), line: part.line + lines });
    }
  }
  return sections;
}

interface OpenSection extends Section {
  readonly parts: PagePart[];
}

/** A note of omissions represents other steps too, so it is a section of its own. */
export function toSectionKey({ step, part }: RegionId): string | undefined {
  if (step === undefined) return undefined;
  return `${step} ${part.endsWith(".omitted") ? part : part.split(".", 1)[0]}`;
}

/** Where a heading of the first or second level begins, or the length of the text. */
function findPageHeading({ text, syntax }: PagePart): number {
  const fences = createFenceTracker(syntax);
  let at = 0;
  for (const line of splitLines(text)) {
    if (!fences.isCode(line) && PAGE_HEADING.test(line)) return at;
    at += line.length;
  }
  return at;
}

/** The step of a section, and its heading; "" if it has none. */
export function toStepOf({ parts }: Section): {
  readonly step: string;
  readonly part: string;
  readonly heading: string;
  readonly line: number;
} {
  const regions = parts.filter((part) => part.kind === "region");
  const [first] = regions;
  const { step = "", part = "" } = first?.id ?? {};
  const [, heading = ""] = regions.map(({ inner }) => HEADING_TEXT.exec(inner)).find(Boolean) ?? [];
  return { step, part, heading, line: first?.line ?? 1 };
}
