import { type Address, splitPath } from "../trace/names/address.ts";
import type { DescribedCall } from "./described/description-finder.ts";
import { type PathPattern, compareSpecificity, matchesPattern, parsePathPattern } from "./path-pattern.ts";
import type { ValueSource } from "./types.ts";

/** The template of a path, if one is known. */
export interface PathChoice {
  /** Part of the path before the pattern; it stays as it is. */
  readonly base: string;
  readonly pattern: PathPattern | undefined;
  /** Why a segment without other evidence is a value. */
  readonly evidence: ValueSource | undefined;
}

/** Sources of the path template of a call, other than the user. */
export interface KnownPaths {
  readonly base: string;
  /** The template of a known operation. */
  readonly pattern: PathPattern | undefined;
  readonly described: DescribedCall | undefined;
}

/** Chooses among the user's own templates, the known operations and the descriptions, in this order. */
export function createPathChooser(templates: readonly string[]): (address: Address, known: KnownPaths) => PathChoice {
  const own = templates.map((path) => ({ path, pattern: parsePathPattern(path) }));
  own.sort((one, other) => compareSpecificity(one.pattern, other.pattern));
  return ({ path }, { base, pattern, described }) => {
    const segments = splitPath(path);
    const given = own.find((one) => matchesPattern(one.pattern, segments));
    if (given !== undefined)
      return { base: "", pattern: given.pattern, evidence: { kind: "config", path: given.path } };
    if (pattern !== undefined || described?.pattern === undefined) return { base, pattern, evidence: undefined };
    const { operation } = described;
    return {
      base: described.base,
      pattern: described.pattern,
      evidence: operation && { kind: "openapi", path: operation.path, title: operation.title },
    };
  };
}
