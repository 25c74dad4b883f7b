import { basename } from "node:path";

import { matchGroups } from "../../sequence/match-groups.ts";
import type { Missing } from "../model/types.ts";
import { partFileOf } from "./part-names.ts";

/**
 * The missing parts of a long recording between the parts that are read. Parts that `--keep` removed come before all of
 * them.
 */
export function listAbsent(files: readonly string[]): readonly Missing[] {
  const last = new Map<string, number>();
  return files.flatMap((file): readonly Missing[] => {
    const { name, number = "" } = matchGroups(/^(?<name>.+)\.(?<number>\d{6,})\.har(?:\.journal)?$/, file);
    if (name === undefined) return [];
    const before = last.get(name);
    last.set(name, Number(number));
    if (before === undefined) return [];
    const [from, to] = [before + 1, Number(number) - 1];
    return from > to ? [] : [{ kind: "absent", reason: describe(name, from, to), count: to - from + 1 }];
  });
}

function describe(name: string, from: number, to: number): string {
  const [first, last] = [from, to].map((part) => basename(partFileOf(name, part)));
  return `parts of the recording: ${first}${from === to ? "" : ` to ${last}`}`;
}
