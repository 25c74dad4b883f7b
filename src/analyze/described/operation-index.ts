import { groupBy } from "../../sequence/groups.ts";
import { isOpaqueId } from "../../shapes/made-by-machine.ts";
import { hasMadeUpTail } from "../../shapes/prefixed-id.ts";
import { splitEnding } from "../../trace/names/split-ending.ts";
import { type PathPattern, compareSpecificity, matchesPattern, parsePathPattern } from "../path-pattern.ts";
import type { DescribedOperation } from "../types.ts";

/** A described operation whose path matches a call. */
export interface FoundOperation {
  readonly operation: DescribedOperation;
  readonly pattern: PathPattern;
  /** Undefined if the description has the path, but not with this method. */
  readonly isMethod: boolean;
}

/** Finds the most specific operation for these segments below the server's address. */
export type OperationIndex = (method: string, segments: readonly string[]) => FoundOperation | undefined;

export function indexOperations(operations: readonly DescribedOperation[]): OperationIndex {
  const known = operations.map((operation) => ({ operation, pattern: parsePathPattern(operation.path) }));
  known.sort((one, other) => compareSpecificity(one.pattern, other.pattern));
  const byLength = groupBy(known, ({ pattern }) => pattern.length);
  return (method, segments) => {
    const matching = byLength.of(segments.length).filter(({ pattern }) => isMeant(pattern, segments));
    const [best] = matching;
    if (best === undefined) return undefined;
    // A less specific path with this method would be a different resource.
    const same = matching.find(({ operation, pattern }) => {
      return operation.method === method && compareSpecificity(pattern, best.pattern) === 0;
    });
    return same === undefined ? { ...best, isMethod: false } : { ...same, isMethod: true };
  };
}

function isMeant(pattern: PathPattern, segments: readonly string[]): boolean {
  return matchesPattern(pattern, segments) && !isFileForId(pattern.at(-1), segments.at(-1));
}

/** `/exports/{jobId}` does not describe `3f2b8c1e-….csv`: the file that a job makes is not the job. */
function isFileForId(part: PathPattern[number] | undefined, segment = ""): boolean {
  if (part === undefined || !("placeholder" in part) || !ID_NAME.test(part.placeholder)) return false;
  const { stem, ending } = splitEnding(segment);
  return ending !== "" && (isOpaqueId(stem) || hasMadeUpTail(stem));
}

const ID_NAME = /(?:^|[_-])(?:uu)?id$|[a-z]I[dD]$|[a-z]UUID$|^ID$/;
