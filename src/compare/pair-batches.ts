import { isObject } from "../json/is-object.ts";
import { knownAt } from "../sequence/known-at.ts";

/** Elements of two lists that belong together, by their indexes, and what only the longer list has. */
export interface PairedElements {
  readonly pairs: readonly (readonly [before: number, after: number])[];
  readonly extra: readonly unknown[];
}

/**
 * Pairs the messages of two JSON-RPC batches, which may come in any order (section 6 of its specification): those with the same id, and the
 * others in the order of their ids, because clients count them up. Undefined for other lists, and where ids are made up.
 */
export function pairBatches(before: readonly unknown[], after: readonly unknown[]): PairedElements | undefined {
  const [ours, theirs] = [readIds(before), readIds(after)];
  if (ours === undefined || theirs === undefined) return undefined;
  const [own, other] = [withoutCommon(ours, theirs), withoutCommon(theirs, ours)];
  if (![...own, ...other].every(([id]) => isCounted(id))) return undefined;
  const pairs = Array.from(ours, ([id, index]) => [index, theirs.get(id)] as const);
  const common = Math.min(own.length, other.length);
  const counted = own.slice(0, common).map(([, index], turn) => [index, knownAt(other, turn)[1]] as const);
  const known = pairs.filter((pair): pair is readonly [number, number] => pair[1] !== undefined);
  return {
    pairs: [...known, ...counted].toSorted(([, one], [, another]) => one - another),
    extra: [
      ...own.slice(common).map(([, index]) => before[index]),
      ...other.slice(common).map(([, index]) => after[index]),
    ],
  };
}

/** Indexes by id. */
type Ids = ReadonlyMap<string | number, number>;

/** Undefined for what is no batch, or names an id twice. */
function readIds(messages: readonly unknown[]): Ids | undefined {
  const ids = new Map<string | number, number>();
  for (const [index, message] of messages.entries()) {
    const id: unknown = isObject(message) && "jsonrpc" in message ? message["id"] : undefined;
    if ((typeof id !== "string" && typeof id !== "number") || ids.has(id)) return undefined;
    ids.set(id, index);
  }
  return ids.size > 0 ? ids : undefined;
}

/** In the order of their ids. */
function withoutCommon(ids: Ids, others: Ids): readonly (readonly [id: string | number, index: number])[] {
  return [...ids].filter(([id]) => !others.has(id)).toSorted(([one], [other]) => Number(one) - Number(other));
}

function isCounted(id: string | number): boolean {
  return /^\d{1,15}$/.test(String(id));
}
