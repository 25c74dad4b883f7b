import { type StaleName, describeStaleName } from "../../analyze/stale-names.ts";
import { readText } from "../../trace/files/file.ts";
import type { PageFinding } from "../check/check-page.ts";
import { near } from "../near.ts";
import { locateOption } from "./locate-option.ts";
import type { Config } from "./parse.ts";

/** Collects the names in the common settings that match nothing, walkthrough by walkthrough. */
export interface SharedNames {
  /** Adds the names that match nothing in the trace of one walkthrough. */
  readonly add: (walkthrough: string, stale: readonly StaleName[]) => void;
  /** Findings for names that match no trace; none if not every trace was read. */
  readonly findStale: () => Promise<readonly PageFinding[]>;
}

/** @param isWhole Whether these are all walkthroughs of the project: a name may match one that was not selected. */
export function createSharedNames({ file, walkthroughs }: Config, isWhole: boolean): SharedNames {
  const seen = new Map<string, readonly StaleName[]>();
  return {
    add: (walkthrough, stale) => void seen.set(walkthrough, stale),
    findStale: async () => {
      const [first, ...others] = seen.entries();
      if (!isWhole || first === undefined || seen.size < walkthroughs.length) return [];
      const [name, candidates] = first;
      const everywhere = candidates.filter((one) =>
        others.every(([, stale]) => stale.some((other) => isSame(one, other))),
      );
      if (everywhere.length === 0) return [];
      const text = await readText(file);
      return everywhere.flatMap((stale) => {
        const { line, isOwn } = locateOption(text, name, [stale.option, stale.item]);
        const message =
          others.length === 0 ? describeStaleName(stale) : `in every walkthrough: ${describeStaleName(stale)}`;
        return isOwn ? [] : [{ level: "structure", file: near(file), line, message } as const];
      });
    },
  };
}

/** Lists of paths are joined, so that one path may have another index elsewhere. */
function isSame(one: StaleName, other: StaleName): boolean {
  return one.option === other.option && one.wanted === other.wanted;
}
