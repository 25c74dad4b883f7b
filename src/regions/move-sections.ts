import { type PagePart, parsePage } from "./parse-page.ts";
import { type Section, toSectionKey, toSections } from "./sections.ts";

/** What moves from one page to another: half a step with its prose, or prose that waits for it. */
export interface MovingSection {
  /** `image-show request` */
  readonly key: string;
  /** As the page had it, to the byte. */
  readonly text: string;
}

/** Takes out of a page the sections that belong elsewhere, and kept prose of such. @param isElsewhere by section key */
export function takeSections(
  page: string,
  isElsewhere: (key: string) => boolean,
): { readonly rest: string; readonly taken: readonly MovingSection[] } {
  const taken: MovingSection[] = [];
  const rest = toSections(parsePage(page)).flatMap((section) => {
    const { key, parts } = section;
    if (key === undefined || !isElsewhere(key)) return parts.filter((part) => !takeOrphan(part, isElsewhere, taken));
    taken.push({ key, text: textOf(parts) });
    return [];
  });
  return { rest: taken.length === 0 ? page : textOf(rest), taken };
}

function takeOrphan(part: PagePart, isElsewhere: (key: string) => boolean, taken: MovingSection[]): boolean {
  const key = part.kind === "orphan" ? toSectionKey(part.id) : undefined;
  if (key === undefined || !isElsewhere(key)) return false;
  taken.push({ key, text: part.text });
  return true;
}

/** Puts sections after the last one of a page; the next merge arranges all of them. */
export function putSections(page: string, moving: readonly MovingSection[]): string {
  if (moving.length === 0) return page;
  const sections = toSections(parsePage(page));
  const last = sections.findLastIndex(({ key }) => key !== undefined);
  const at = last === -1 ? sections.findLastIndex(({ parts }) => parts.some(({ kind }) => kind === "region")) : last;
  const [before, behind] = [textOfAll(sections.slice(0, at + 1)), textOfAll(sections.slice(at + 1))];
  const texts = [before, ...moving.map(({ text }) => text), behind].filter((text) => text !== "");
  return texts.map((text, index) => (index === texts.length - 1 || text.endsWith("\n") ? text : `${text}\n`)).join("");
}

function textOfAll(sections: readonly Section[]): string {
  return sections.map(({ parts }) => textOf(parts)).join("");
}

function textOf(parts: readonly PagePart[]): string {
  return parts.map(({ text }) => text).join("");
}
