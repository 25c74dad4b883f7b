import { UserError } from "../errors.ts";
import { isOrphan, toStray } from "./orphans.ts";
import { type PagePart, parsePage, type Region } from "./parse-page.ts";
import { refuseConflict } from "./refuse-conflict.ts";
import { nameRegion } from "./regions.ts";
import { fillUp } from "./write-sections.ts";

/**
 * Gives a step's prose to another step: what is kept at the end of the page since the step went goes behind the same
 * regions of the other. Where the page shows the old step still, and not the new, its regions get the new name.
 *
 * @throws UserError for steps that the page does not have
 */
export function moveStep(page: string, from: string, to: string): string {
  refuseConflict(page);
  const byteOrderMark = page.startsWith("\uFEFF") ? "\uFEFF" : "";
  const parts = parsePage(page.slice(byteOrderMark.length));
  const isShown = parts.some((part) => part.kind === "region" && part.id.step === to);
  const hasOrphans = parts.some((part) => isOrphan(part) && part.id.step === from);
  if (isShown && hasOrphans) return byteOrderMark + rehome(parts, from, to);
  const isOldShown = parts.some((part) => part.kind === "region" && part.id.step === from);
  if (!isShown && isOldShown) return byteOrderMark + rename(parts, from, to);
  throw cannotMove(parts, { from, to, isShown });
}

function rehome(parts: readonly PagePart[], from: string, to: string): string {
  const orphans = parts.filter(isOrphan).filter(({ id }) => id.step === from);
  const shown = new Set(parts.flatMap((part) => (part.kind === "region" ? [nameRegion(part.id)] : [])));
  const homes = Map.groupBy(orphans, ({ id }) => {
    const home = nameRegion({ step: to, part: id.part });
    return shown.has(home) ? home : nameRegion({ step: to, part: "request" });
  });
  const missing = [...homes.keys()].find((home) => !shown.has(home));
  if (missing !== undefined) {
    throw new UserError(`The page has no region "${missing}" that the prose could stand behind.`, {
      hint: "Move the text by hand, and remove the markers around it.",
    });
  }
  const gone = new Set<PagePart>(orphans);
  return parts
    .filter((part) => !gone.has(part))
    .map((part) => {
      if (part.kind !== "region") return part.text;
      const texts = homes.get(nameRegion(part.id)) ?? [];
      return part.text + texts.map((orphan) => writeBehind(part, toStray(orphan).text)).join("");
    })
    .join("");
}

function writeBehind({ text, lineEnd }: Region, prose: string): string {
  return fillUp(text, prose, lineEnd) + prose + lineEnd;
}

/** Only the markers: the next refresh writes headings and anchors anew. */
function rename(parts: readonly PagePart[], from: string, to: string): string {
  const rewrite = ({ text, inner, id }: Region): string => {
    const old = nameRegion(id);
    const name = nameRegion({ ...id, step: to });
    const begin = text.slice(0, text.indexOf("\n") + 1);
    return begin.replace(old, name) + inner + text.slice(begin.length + inner.length).replace(old, name);
  };
  return parts
    .map((part) => {
      if (part.kind === "region" && part.id.step === from) return rewrite(part);
      const isNumber = part.kind === "number" && part.id.step === from;
      return isNumber ? part.text.replace(nameRegion(part.id), nameRegion({ ...part.id, step: to })) : part.text;
    })
    .join("");
}

interface Move {
  readonly from: string;
  readonly to: string;
  readonly isShown: boolean;
}

function cannotMove(parts: readonly PagePart[], { from, to, isShown }: Move): UserError {
  const steps = new Set(parts.flatMap((part) => (part.kind === "region" ? (part.id.step ?? []) : [])));
  const orphans = new Set(parts.filter(isOrphan).map(({ id }) => id.step));
  const message = isShown
    ? `The page keeps no prose of a step "${from}" that is gone, which could go to "${to}".`
    : `The page shows neither a step "${to}" nor a step "${from}" that could get this name.`;
  const kept = orphans.size === 0 ? "none" : [...orphans].join(", ");
  return new UserError(message, { hint: `It keeps prose of: ${kept}. It shows: ${[...steps].join(", ") || "none"}.` });
}
