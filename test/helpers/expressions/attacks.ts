import type { Part } from "./parse.ts";

/** A text that may make a search go back again and again: a part is repeated, and what follows it does not match. */
export interface Attack {
  readonly before: string;
  readonly repeated: string;
  readonly after: string;
}

/** The texts that are tried for each repetition of an expression. */
export function listAttacks(whole: Part): Attack[] {
  const attacks = new Map<string, Attack>();
  const shortest = exampleOf(whole);
  for (const { before, part } of listRepetitions(whole, "")) {
    const bodies = listBodies(part);
    const repeated = [...bodies, ...bodies.map((body) => before + body), ...mixed(bodies), before];
    for (const one of new Set(repeated))
      for (const start of new Set(["", before]))
        for (const after of ["\u0001", "\n\u0001", shortest.slice(0, -1)])
          if (one !== "") attacks.set(JSON.stringify([start, one, after]), { before: start, repeated: one, after });
  }
  return Array.from(attacks.values());
}

interface Repetition {
  /** A text that leads to it. */
  readonly before: string;
  readonly part: Part;
}

/** Every repetition that is long enough to matter. */
function listRepetitions(part: Part, before: string): Repetition[] {
  switch (part.kind) {
    case "sequence": {
      let reached = before;
      return part.parts.flatMap((one) => {
        const found = listRepetitions(one, reached);
        reached += exampleOf(one);
        return found;
      });
    }
    case "choice":
      return part.parts.flatMap((one) => listRepetitions(one, before));
    case "repeated":
      return [...(part.most === Infinity ? [{ before, part: part.part }] : []), ...listRepetitions(part.part, before)];
    case "group":
    case "look":
      return listRepetitions(part.part, before);
    default:
      return [];
  }
}

/** Texts that a repetition takes once. */
function listBodies(part: Part): string[] {
  switch (part.kind) {
    case "character": {
      const fitting = CHARACTERS.filter((character) => part.fits(character));
      return fitting.filter((_, index) => index < 4 || index % 5 === 0);
    }
    case "choice":
      return part.parts.flatMap(listBodies);
    case "group":
      return listBodies(part.part);
    default: {
      const example = exampleOf(part, 1);
      return example === "" ? [] : [example];
    }
  }
}

/** Two in turn. */
function mixed(bodies: readonly string[]): string[] {
  return bodies.slice(1, 6).map((body) => (bodies[0] ?? "") + body);
}

/** A text that matches, as short as may be. @param least how often what is optional is taken */
function exampleOf(part: Part, least = 0): string {
  switch (part.kind) {
    case "character":
      return (
        Array.from(part.written.replaceAll(/\\[a-zA-Z]/g, "")).find((character) => part.fits(character)) ??
        CHARACTERS.find((character) => part.fits(character)) ??
        ""
      );
    case "sequence":
      return part.parts.map((one) => exampleOf(one, least)).join("");
    case "choice":
      return part.parts[0] === undefined ? "" : exampleOf(part.parts[0], least);
    case "repeated":
      return exampleOf(part.part, least).repeat(Math.min(part.most, Math.max(part.least, least), LONGEST));
    case "group":
      return exampleOf(part.part, least);
    default:
      return "";
  }
}

/** Times that a fixed number is followed. */
const LONGEST = 64;

/** One or several of each kind that expressions tell apart. */
const CHARACTERS: readonly string[] = Array.from("a0 A_-.=\n\t\"'\\/:;,<>&%@()[]{}|#!?$*+~^`gF9éñ가\u0000\r");
