import type { Part } from "./parse.ts";

/** The number of steps of a search that goes back as V8 does: each attempt of a part at a place of the text is one. */
export function countSteps(part: Part, text: string, { flags, most }: CountOptions): number {
  const search = createSearch(part, text, { flags, most });
  const last = flags.includes("y") ? 0 : text.length;
  for (let start = 0; start <= last; start += 1) if (search.matchesAt(start) || search.steps() > most) break;
  return search.steps();
}

interface CountOptions {
  readonly flags: string;
  /** It is given up after so many steps. */
  readonly most: number;
}

interface Search {
  readonly matchesAt: (start: number) => boolean;
  readonly steps: () => number;
}

type Then = (at: number) => boolean;

// oxlint-disable-next-line max-lines-per-function -- one function for each kind of part, all over the same state
function createSearch(whole: Part, text: string, { flags, most }: CountOptions): Search {
  let steps = 0;
  let groups: Readonly<Record<string, string>> = {};
  const isMultiline = flags.includes("m");
  const isWord = (at: number): boolean => /\w/.test(text.charAt(at));

  const matchPlace = (written: string, at: number): boolean => {
    if (written === "^") return at === 0 || (isMultiline && /[\n\r\u2028\u2029]/.test(text.charAt(at - 1)));
    if (written === "$") return at === text.length || (isMultiline && /[\n\r\u2028\u2029]/.test(text.charAt(at)));
    return (at > 0 && isWord(at - 1)) === isWord(at) ? written === String.raw`\B` : written === String.raw`\b`;
  };

  const matchCharacter = (part: Part & { kind: "character" }, at: number, direction: number): number => {
    steps += 1;
    const index = direction > 0 ? at : at - 1;
    return index >= 0 && index < text.length && part.fits(text.charAt(index)) ? at + direction : -1;
  };

  /** Characters in a row, without a call for each of them. */
  const matchRow = (
    part: Repeated & { part: Part & { kind: "character" } },
    at: number,
    direction: number,
    then: Then,
  ): boolean => {
    const ends = [at];
    let end = at;
    while (ends.length <= part.most) {
      end = matchCharacter(part.part, end, direction);
      if (end < 0) break;
      ends.push(end);
    }
    const possible = ends.slice(part.least);
    if (!part.isLazy) possible.reverse();
    for (const one of possible) {
      if (then(one)) return true;
      if (steps > most) return true;
    }
    return false;
  };

  const matchRepeated = (
    part: Repeated,
    { at, count }: { at: number; count: number },
    direction: number,
    then: Then,
  ): boolean => {
    steps += 1;
    if (steps > most) return true;
    const again = (): boolean =>
      count < part.most &&
      match(part.part, at, direction, (end) =>
        // An empty one is not repeated.
        end === at && count >= part.least ? false : matchRepeated(part, { at: end, count: count + 1 }, direction, then),
      );
    if (count < part.least) return again();
    return part.isLazy ? then(at) || again() : again() || then(at);
  };

  const matchSequence = (parts: readonly Part[], index: number, at: number, direction: number, then: Then): boolean => {
    const part = parts[direction > 0 ? index : parts.length - 1 - index];
    return part === undefined
      ? then(at)
      : match(part, at, direction, (end) => matchSequence(parts, index + 1, end, direction, then));
  };

  const matchLook = (part: Part & { kind: "look" }, at: number, then: Then): boolean => {
    const before = groups;
    const found = match(part.part, at, part.isBehind ? -1 : 1, () => true);
    if (steps > most) return true;
    if (part.isNot) groups = before;
    return found !== part.isNot && then(at);
  };

  const match = (part: Part, at: number, direction: number, then: Then): boolean => {
    if (steps > most) return true;
    switch (part.kind) {
      case "character": {
        const end = matchCharacter(part, at, direction);
        return end >= 0 && then(end);
      }
      case "sequence":
        return matchSequence(part.parts, 0, at, direction, then);
      case "choice":
        steps += 1;
        return part.parts.some((one) => match(one, at, direction, then));
      case "repeated":
        return part.part.kind === "character"
          ? matchRow({ ...part, part: part.part }, at, direction, then)
          : matchRepeated(part, { at, count: 0 }, direction, then);
      case "look":
        return matchLook(part, at, then);
      case "group":
        return match(part.part, at, direction, (end) => {
          const before = groups;
          const content = text.slice(Math.min(at, end), Math.max(at, end));
          if (part.keys.length > 0)
            groups = { ...groups, ...Object.fromEntries(part.keys.map((key) => [key, content])) };
          if (then(end)) return true;
          groups = before;
          return false;
        });
      case "reference": {
        const content = groups[part.key] ?? "";
        steps += content.length + 1;
        const end = at + direction * content.length;
        return text.slice(Math.min(at, end), Math.max(at, end)) === content && then(end);
      }
      default:
        steps += 1;
        return matchPlace(part.written, at) && then(at);
    }
  };

  return {
    matchesAt: (start) => {
      groups = {};
      return match(whole, start, 1, () => true);
    },
    steps: () => steps,
  };
}

type Repeated = Part & { kind: "repeated" };
