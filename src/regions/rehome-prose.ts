import { UserError } from "../errors.ts";
import { matchParts } from "../sequence/match-parts.ts";
import { lastText } from "../sequence/text-at.ts";
import { countMarked, isRegion, parseWhole } from "./marked-parts.ts";
import { isOrphan, toStray } from "./orphans.ts";
import type { PagePart, Region } from "./parse-page.ts";
import { nameRegion, type RegionId } from "./regions.ts";
import type { Section } from "./sections.ts";
import { fillUp } from "./write-sections.ts";

export interface OpenedPage {
  readonly file: string;
  readonly byteOrderMark: "\uFEFF" | "";
  readonly sections: readonly Section[];
  /** Of the sections. */
  readonly parts: readonly PagePart[];
}

/** The new text of a page. */
export interface PageWrite {
  readonly file: string;
  readonly text: string;
}

/**
 * Puts prose of a step after the regions of another, wherever the other is shown. A page that loses prose to another
 * page is written after it, so that a crash duplicates the prose and does not lose it; if it also receives prose, it is
 * written twice.
 *
 * @returns nothing if there is no such prose
 * @throws UserError if the other step has no region for it
 */
export function rehomeProse(pages: readonly OpenedPage[], from: string, to: string): readonly PageWrite[] {
  const found = pages.flatMap((page) => findOrphans(page, from));
  const moving = found.length > 0 || from === to ? found : pages.flatMap((page) => findProse(page, from));
  const homes = new Map(
    pages.flatMap((page) =>
      page.parts
        .filter(isRegion)
        .flatMap((part) => (part.id.step === to ? [[nameRegion(part.id), { page, part }] as const] : [])),
    ),
  );
  const moves = moving.map((prose): Move => ({ prose, home: findHome(prose.id, to, homes) }));
  const isAcross = ({ prose, home }: Move): boolean => prose.page !== home.page;
  const getters = pages.filter((page) => moves.some(({ home }) => home.page === page));
  const givers = pages.filter((page) => moves.some((move) => move.prose.page === page && isAcross(move)));
  return [
    ...getters.map((page) => write(page, moves, (move) => !isAcross(move))),
    ...givers.map((page) => write(page, moves, () => true)),
  ];
}

/** Prose of the author that is to go elsewhere. */
interface MovingProse {
  readonly page: OpenedPage;
  readonly part: PagePart;
  /** The region that it followed. */
  readonly id: RegionId;
  /** Without blank lines around. */
  readonly text: string;
  /** Text that stays in its place. */
  readonly rest: string;
}

interface Move {
  readonly prose: MovingProse;
  readonly home: Home;
}

interface Home {
  readonly page: OpenedPage;
  readonly part: Region;
}

function findOrphans(page: OpenedPage, step: string): readonly MovingProse[] {
  const orphans = page.parts.filter(isOrphan).filter(({ id }) => id.step === step);
  return orphans.map((part) => ({ page, part, id: part.id, text: toStray(part).text, rest: "" }));
}

/** What follows the regions of a step that is shown. */
function findProse(page: OpenedPage, step: string): readonly MovingProse[] {
  return page.sections.flatMap(({ key, parts }) => {
    let id: RegionId | undefined;
    return parts.flatMap((part): MovingProse[] => {
      if (part.kind === "region") ({ id } = part);
      if (key === undefined || part.kind !== "prose" || id?.step !== step) return [];
      const [, rest = "", text = ""] = matchParts(/^((?:[ \t]*\r?\n)*)([^]*?)(?:\r?\n[ \t]*)*$/, part.text);
      return text.trim() === "" ? [] : [{ page, part, id, text, rest }];
    });
  });
}

/** The same region of the other step, or its request. */
function findHome(id: RegionId, step: string, homes: ReadonlyMap<string, Home>): Home {
  const request = nameRegion({ step, part: "request" });
  const home = homes.get(nameRegion({ step, part: id.part })) ?? homes.get(request);
  if (home !== undefined) return home;
  throw new UserError(`The page has no region "${request}" for the prose to follow.`, {
    hint: "Move the prose by hand, and remove the markers around it.",
  });
}

/** @param isGone which prose leaves its place */
function write(page: OpenedPage, moves: readonly Move[], isGone: (move: Move) => boolean): PageWrite {
  const gone = new Map(
    moves.filter((move) => move.prose.page === page && isGone(move)).map(({ prose: { part, rest } }) => [part, rest]),
  );
  const pieces: string[] = [];
  let isOpen = false;
  for (const part of page.parts) {
    const text = gone.get(part) ?? part.text;
    if (text === "") continue;
    if (isOpen) pieces.push(fillUp(lastText(pieces), text, lineEndOf(text)));
    pieces.push(text);
    const coming = moves.filter(({ home }) => home.part === part);
    for (const move of coming) pieces.push(writeBehind(lastText(pieces), move));
    isOpen = coming.length > 0;
  }
  const text = pieces.join("");
  refuseOpenFence(
    text,
    page.parts.filter((part) => !gone.has(part)),
  );
  return { file: page.file, text: page.byteOrderMark + text };
}

/** On another page, with the line ends of that page. */
function writeBehind(above: string, { prose, home }: Move): string {
  const { lineEnd } = home.part;
  const text = prose.page === home.page ? prose.text : prose.text.replaceAll(/\r?\n/g, lineEnd);
  return fillUp(above, text, lineEnd) + text + lineEnd;
}

function lineEndOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}

/** An unclosed fence at the end of a page would swallow what is added after it. */
function refuseOpenFence(text: string, expected: readonly PagePart[]): void {
  if (countMarked(parseWhole(text)) === countMarked(expected)) return;
  throw new UserError("The prose to move opens a code fence that is never closed.", {
    hint: "Close the fence first. Nothing was changed.",
  });
}
