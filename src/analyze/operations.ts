import { groupBy } from "../sequence/groups.ts";
import { type PathPattern, compareSpecificity, matchesPattern, parsePathPattern } from "./path-pattern.ts";
import type { Operation, Profile } from "./types.ts";

/** The parts of a call that identify its operation. */
export interface Call {
  /** Id of the participant that received the request. */
  readonly server: string;
  readonly method: string;
  /** Path segments below the service's base path. */
  readonly segments: readonly string[];
  readonly status: number;
  /** Names of the query parameters. */
  readonly queryNames: readonly string[];
}

/** The operations of a profile, indexed. */
export interface OperationFinder {
  /** The operation that this call is. */
  readonly find: (call: Call) => Operation | undefined;
  /** The path pattern of such calls, regardless of the outcome: a lookup that got 404 is still that lookup. */
  readonly findPattern: (call: Call) => PathPattern | undefined;
  /** Splits a path, whose service is not known, into base path and service by a call that it ends with. */
  readonly findService: (
    method: string,
    segments: readonly string[],
  ) => { readonly type: string; readonly base: readonly string[] } | undefined;
}

export function createOperationFinder(profile: Profile | undefined): OperationFinder {
  const known = (profile?.operations ?? []).map((operation): KnownOperation => {
    const pattern = parsePathPattern(operation.path);
    return { operation, pattern, server: profile?.services[operation.service]?.id };
  });
  const byMethod = groupBy(known, ({ operation }) => operation.method);
  const matching = (call: Call): readonly KnownOperation[] =>
    byMethod
      .of(call.method)
      .filter(({ server, pattern }) => server === call.server && matchesPattern(pattern, call.segments));
  return {
    find: (call) => matching(call).find(({ operation }) => meetsLimits(operation, call))?.operation,
    findPattern: (call) => mostLiteral(matching(call)),
    findService: (method, segments) => findService(byMethod.of(method), segments),
  };
}

interface KnownOperation {
  readonly operation: Operation;
  readonly pattern: PathPattern;
  readonly server: string | undefined;
}

function meetsLimits({ status, query }: Operation, call: Call): boolean {
  return (
    (status === undefined || new RegExp(`^${status.replaceAll("x", "\\d")}$`).test(String(call.status))) &&
    (query === undefined || call.queryNames.includes(query))
  );
}

function mostLiteral(operations: readonly KnownOperation[]): PathPattern | undefined {
  return operations.map(({ pattern }) => pattern).toSorted(compareSpecificity)[0];
}

function findService(
  operations: readonly KnownOperation[],
  segments: readonly string[],
): ReturnType<OperationFinder["findService"]> {
  for (const { operation, pattern } of operations) {
    const start = segments.length - pattern.length;
    // A single segment, or one that starts with a placeholder, would match in any path.
    const isTelling = pattern.length >= 2 && pattern[0] !== undefined && "literal" in pattern[0];
    if (isTelling && start >= 0 && matchesPattern(pattern, segments.slice(start))) {
      return { type: operation.service, base: segments.slice(0, start) };
    }
  }
  return undefined;
}
