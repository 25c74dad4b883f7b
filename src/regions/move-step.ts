import { UserError } from "../errors.ts";
import { onlyFilled } from "../json/only-filled.ts";
import { mapKnown } from "../sequence/map-known.ts";
import { isRegion } from "./marked-parts.ts";
import { isOrphan } from "./orphans.ts";
import { parsePage, type Region } from "./parse-page.ts";
import { refuseConflict } from "./refuse-conflict.ts";
import { nameRegion } from "./regions.ts";
import { type OpenedPage, type PageWrite, rehomeProse } from "./rehome-prose.ts";
import { toSections } from "./sections.ts";

/** A page by its name. */
export interface NamedPage {
  readonly file: string;
  readonly text: string;
}

export type { PageWrite };

/**
 * Moves a step's prose to another step of a walkthrough: prose that was kept when the step was removed goes after the same regions of the
 * other step; without such prose, what follows the step's own regions. If a page still shows the old step, and not the new, its regions are
 * renamed. Of several pages, the prose goes to the one that shows the other step.
 *
 * @returns what to write, in this order: a page that receives prose before the one that loses it
 * @throws UserError for steps that the pages do not have
 */
export function moveStep(pages: readonly NamedPage[], from: string, to: string): readonly PageWrite[] {
  const opened = pages.map((page) => openPage(page, pages.length > 1));
  const steps = new Set(opened.flatMap(({ parts }) => parts.filter(isRegion)).map(({ id }) => id.step));
  if (!steps.has(to) && steps.has(from)) return rename(opened, from, to);
  const writes = steps.has(to) ? rehomeProse(opened, from, to) : [];
  if (writes.length === 0) throw cannotMove(opened, { from, to });
  return writes;
}

function openPage({ file, text }: NamedPage, isNamed: boolean): OpenedPage {
  try {
    refuseConflict(text);
    const byteOrderMark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    const sections = toSections(parsePage(text.slice(byteOrderMark.length)));
    return { file, byteOrderMark, sections, parts: sections.flatMap(({ parts }) => parts) };
  } catch (error) {
    if (!isNamed || !(error instanceof UserError)) throw error;
    throw new UserError(`${file}: ${error.message}`, { ...onlyFilled({ hint: error.hint }), cause: error });
  }
}

/** Only the markers: the next refresh writes headings and anchors again. */
function rename(pages: readonly OpenedPage[], from: string, to: string): readonly PageWrite[] {
  const rewrite = ({ text, inner, id }: Region): string => {
    const old = nameRegion(id);
    const name = nameRegion({ ...id, step: to });
    const begin = text.slice(0, text.indexOf("\n") + 1);
    return begin.replace(old, name) + inner + text.slice(begin.length + inner.length).replace(old, name);
  };
  const renamePart = (part: OpenedPage["parts"][number]): string => {
    if (part.kind === "region" && part.id.step === from) return rewrite(part);
    const isNumber = part.kind === "number" && part.id.step === from;
    return isNumber ? part.text.replace(nameRegion(part.id), nameRegion({ ...part.id, step: to })) : part.text;
  };
  return pages
    .filter(({ parts }) => parts.some((part) => part.kind !== "prose" && !isOrphan(part) && part.id.step === from))
    .map(({ file, byteOrderMark, parts }) => ({ file, text: byteOrderMark + parts.map(renamePart).join("") }));
}

/** Most ids that a hint lists. */
const MANY = 20;

function cannotMove(pages: readonly OpenedPage[], { from, to }: { from: string; to: string }): UserError {
  const parts = pages.flatMap((page) => page.parts);
  const steps = new Set(mapKnown(parts.filter(isRegion), ({ id }) => id.step));
  const orphans = new Set(mapKnown(parts.filter(isOrphan), ({ id }) => id.step));
  const isOne = pages.length === 1;
  const [keeps, shows] = isOne ? ["keeps", "shows"] : ["keep", "show"];
  const [page, it] = isOne ? ["The page", "It"] : [`The ${pages.length} pages`, "They"];
  const hint = `${it} ${shows} ${list(steps)}, and ${keeps} orphaned prose of ${list(orphans)}.`;
  if (steps.has(to) && steps.has(from))
    return new UserError(`Step "${from}" has no prose to move to "${to}".`, { hint });
  const message = steps.has(to)
    ? `${page} ${keeps} no orphaned prose of step "${from}" to move to "${to}".`
    : `${page} ${shows} neither a step "${to}" nor a step "${from}" to rename.`;
  return new UserError(message, { hint });
}

function list(names: ReadonlySet<string>): string {
  if (names.size === 0) return "no step";
  return [...names].slice(0, MANY).join(", ") + (names.size > MANY ? ", …" : "");
}
