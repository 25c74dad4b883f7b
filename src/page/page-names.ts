import type { Arrow } from "../analyze/types.ts";
import { toAnchor } from "./anchor.ts";

/** Names of further pages, each after its first arrow, so that a step more does not rename them. Safe as file names. */
export function toPageNames(firstArrows: readonly Pick<Arrow, "step" | "kind">[]): readonly string[] {
  const taken = new Set<string>();
  return firstArrows.map(({ step, kind }) => {
    const base =
      toAnchor(step)
        .replace(/[^\w-]+/g, "-")
        .slice(0, LONGEST) + (kind === "request" ? "" : "-answer");
    let name = base;
    // Some file systems ignore case.
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base}-${number}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

const LONGEST = 80;
