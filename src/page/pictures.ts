import type { Walkthrough } from "../analyze/types.ts";
import { UserError } from "../errors.ts";
import { groupBy } from "../sequence/groups.ts";
import { firstNumberOf, lastNumberOf, listNumbers, takeNumbered } from "../sequence/numbered.ts";
import { listArrowLines } from "./arrow-lines.ts";
import { DEFAULT_LOCALE } from "./default-locale.ts";
import { DEFAULT_TARGET, findDialect } from "./dialects/targets.ts";
import { fillInMessage } from "./fill-in.ts";
import type { Messages } from "./locales.ts";
import type { PageDiagram, PageOptions } from "./page-options.ts";

/** An SVG file next to a page. */
export interface PagePicture {
  /** `add-project.svg`, `add-project.part-2.dark.svg` */
  readonly file: string;
  readonly mermaid: string;
  /** `auto` has the colors of both. */
  readonly theme: "auto" | "light" | "dark";
  /** Description in words, and its arrows, one per line. */
  readonly title: string;
  readonly description: string;
  readonly language: string;
}

/**
 * The files that a page shows for one of its diagrams: one that follows the reader's colors, or for sites that switch between two images by
 * their names, one of each.
 *
 * @throws UserError if the page has no name that files could be named after
 */
export function listPictures(
  cut: Cut,
  diagram: PageDiagram,
  { options, messages }: PictureContext,
): readonly PagePicture[] {
  const { title, target = DEFAULT_TARGET, locale = DEFAULT_LOCALE, diagrams, pageName } = options;
  if (pageName === undefined) {
    throw new UserError("Images are written next to a page.", { hint: "Name the page with --output." });
  }
  const part = diagrams.filter(({ kind }) => kind === "part").indexOf(diagram);
  const name = part < 0 ? pageName : `${pageName}.part-${part + 1}`;
  const shown = cut(diagram);
  const words = {
    mermaid: diagram.mermaid,
    ...putInWords(shown, title, messages),
    language: locale,
  };
  if (!findDialect(target).hasImagePairs) return [{ file: `${name}.svg`, theme: "auto", ...words }];
  return [
    { file: `${name}.svg`, theme: "light", ...words },
    { file: `${name}.dark.svg`, theme: "dark", ...words },
  ];
}

export interface PictureContext {
  /** With the name of the locale. */
  readonly options: PageOptions;
  readonly messages: Messages;
}

/** The content of a part. */
export type Cut = (part: Pick<PageDiagram, "first" | "last">) => Walkthrough;

/** Cuts parts out of a walkthrough; frames and folds that extend beyond a part count where they begin. A part takes no longer if there are more. */
export function createCut(walkthrough: Walkthrough): Cut {
  const steps = new Map(walkthrough.steps.map((step) => [step.id, step]));
  const groupsAt = groupBy(walkthrough.groups, ({ first }) => first);
  const foldAt = new Map(
    walkthrough.folds.flatMap((fold) => Array.from(listNumbers([fold]), (number) => [number, fold] as const)),
  );
  return (part) => {
    const arrows = takeNumbered(walkthrough.arrows, part);
    const used = new Set(arrows.flatMap(({ from, to }) => [from, to]));
    const ids = new Set(arrows.map(({ step }) => step));
    return {
      ...walkthrough,
      arrows,
      steps: Array.from(ids, (id) => steps.get(id) ?? []).flat(),
      participants: walkthrough.participants.filter(({ id }) => used.has(id)),
      groups: arrows.flatMap(({ number }) => groupsAt.of(number)),
      folds: [...new Set(arrows.flatMap(({ number }) => foldAt.get(number) ?? []))],
    };
  };
}

/** Describes an image: a sentence for the `alt` text, and its arrows, one per line. Plain text. */
export function putInWords(
  walkthrough: Walkthrough,
  title: string,
  messages: Messages,
): { readonly title: string; readonly description: string } {
  const { participants, arrows } = walkthrough;
  const sentence = fillInMessage(messages, "pictureTitle", {
    title,
    participants: participants.map(({ label }) => label).join(", "),
    from: firstNumberOf(arrows),
    to: lastNumberOf(arrows),
  });
  const lines = listArrowLines(walkthrough).map((line) => fillInMessage(messages, line.message, { ...line }) ?? "");
  return { title: sentence ?? "", description: lines.join("\n") };
}
