import { mapKnown } from "../../sequence/map-known.ts";
import type { ReadSpan } from "../read/spans.ts";
import { type SpanFamily, familyOf, methodOf, serviceOf, urlOf } from "./span-facts.ts";

/** One call as spans describe it: the client's, the server's, or both. */
export interface Call {
  readonly family: SpanFamily;
  readonly client: ReadSpan | undefined;
  readonly server: ReadSpan | undefined;
}

/** A call whose server span may still be found. */
type OpenCall = { -readonly [Key in keyof Call]: Call[Key] };

/** Calls, and which call every span belongs to. */
export interface FoundCalls {
  readonly calls: readonly Call[];
  /** The call that a span is, or is a part of: in whose time it was made, by whom it was caused. */
  readonly callOf: (span: ReadSpan) => Call | undefined;
  /** The nearest call above a span that is none of its own. */
  readonly outerOf: (call: Call) => Call | undefined;
  readonly parentOf: (span: ReadSpan) => ReadSpan | undefined;
}

/** @param isCall which spans are calls */
export function findCalls(
  spans: readonly ReadSpan[],
  isCall: (family: SpanFamily, span: ReadSpan) => boolean,
): FoundCalls {
  const byId = new Map(spans.map((span) => [span.trace + span.id, span]));
  const parentOf = (span: ReadSpan): ReadSpan | undefined =>
    span.parent === "" ? undefined : byId.get(span.trace + span.parent);
  const own = new Map<ReadSpan, OpenCall>();
  const calls: Call[] = [];
  const ordered = orderByDepth(spans, parentOf);
  for (const span of ordered) {
    const family = familyOf(span);
    if (!isCall(family, span)) continue;
    const parent = parentOf(span);
    const above = parent && own.get(parent);
    if (parent !== undefined && above !== undefined && isSameLayer(span, parent)) {
      own.set(span, above);
      continue;
    }
    const isOpen = above?.client !== undefined && above.server === undefined;
    if (isOpen && parent !== undefined && !isAnswering(parent) && isAnswering(span)) {
      above.server = span;
      own.set(span, above);
      continue;
    }
    const call: OpenCall = {
      family,
      client: isAnswering(span) ? undefined : span,
      server: isAnswering(span) ? span : undefined,
    };
    own.set(span, call);
    calls.push(call);
  }
  const callOf = createCallFinder(own, parentOf);
  const outerOf = ({ client, server }: Call): Call | undefined => {
    const first = client ?? server;
    const parent = first && parentOf(first);
    return parent && callOf(parent);
  };
  return { calls, callOf, outerOf, parentOf };
}

const isAnswering = ({ kind }: ReadSpan): boolean => kind === "server" || kind === "consumer";

/** Parents before their children; spans in a circle are left where they are, as if they had no parents. */
function orderByDepth(
  spans: readonly ReadSpan[],
  parentOf: (span: ReadSpan) => ReadSpan | undefined,
): readonly ReadSpan[] {
  const depths = new Map<ReadSpan, number>();
  for (const span of spans) {
    const { chain, at } = climb(span, parentOf, depths);
    let depth = at === undefined ? 0 : (depths.get(at) ?? 0) + 1;
    for (const one of [...chain].toReversed()) depths.set(one, depth++);
  }
  const depthOf = (span: ReadSpan): number => depths.get(span) ?? 0;
  return spans.toSorted(
    (a, b) => depthOf(a) - depthOf(b) || a.start - b.start || (a.trace + a.id < b.trace + b.id ? -1 : 1),
  );
}

/**
 * Goes up from a span to the first one about which something is known, or to the end; passes spans in a cycle once.
 *
 * @returns the spans passed, and where it ended: undefined if nothing is above
 */
function climb(
  span: ReadSpan,
  parentOf: (span: ReadSpan) => ReadSpan | undefined,
  known: ReadonlyMap<ReadSpan, unknown>,
): { readonly chain: ReadonlySet<ReadSpan>; readonly at: ReadSpan | undefined } {
  const chain = new Set<ReadSpan>();
  let at: ReadSpan | undefined = span;
  while (at !== undefined && !known.has(at) && !chain.has(at)) {
    chain.add(at);
    at = parentOf(at);
  }
  return { chain, at };
}

/** Two libraries of one program that both report a call, such as requests and urllib3, or a server and its framework. */
function isSameLayer(inner: ReadSpan, outer: ReadSpan): boolean {
  if (inner.kind !== outer.kind || serviceOf(inner) !== serviceOf(outer) || familyOf(inner) !== familyOf(outer))
    return false;
  if (methodOf(inner.values) !== methodOf(outer.values)) return false;
  const [one, other] = [urlOf(inner.values), urlOf(outer.values)];
  const isKnown = one.unknown.length === 0 && other.unknown.length === 0;
  return !isKnown || one.url === other.url;
}

/** Walks up as far as a call; visits each span once. */
function createCallFinder(
  own: ReadonlyMap<ReadSpan, Call>,
  parentOf: (span: ReadSpan) => ReadSpan | undefined,
): FoundCalls["callOf"] {
  const known = new Map<ReadSpan, Call | undefined>(own);
  return (span) => {
    const { chain, at } = climb(span, parentOf, known);
    const call = at === undefined ? undefined : known.get(at);
    for (const one of chain) known.set(one, call);
    return call;
  };
}

/** Spans whose parent is missing. */
export function countOrphans(spans: readonly ReadSpan[], { parentOf }: Pick<FoundCalls, "parentOf">): number {
  return mapKnown(spans, (span) => (span.parent !== "" && parentOf(span) === undefined ? span : undefined)).length;
}
