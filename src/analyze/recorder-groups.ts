import { isObject } from "../json/is-object.ts";
import type { Entry, Recorder } from "../trace/model/types.ts";
import { readShard } from "../trace/read-shard.ts";

/**
 * Groups recorders that recorded the same callers: the jobs of one run, and files with the same exchanges.
 *
 * @returns the first of the recorders in the group of a recorder
 */
export function createRecorderGroups(
  entries: readonly Entry[],
  recorders: ReadonlyMap<string, Recorder>,
): (recorder: string) => string {
  const parents = new Map<string, string>();
  const find = (recorder: string): string => {
    let root = recorder;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    return root;
  };
  const join = (one: string, other: string): void => {
    const [first, second] = [find(one), find(other)].toSorted();
    if (first !== undefined && second !== undefined && first !== second) parents.set(second, first);
  };
  const [firstShard, ...otherShards] = Array.from(recorders.values())
    .filter(({ log }) => isShard(log))
    .map(({ id }) => id);
  for (const shard of otherShards) join(firstShard ?? shard, shard);
  const copies = entries.filter(({ _twinBy }) => _twinBy === "copy");
  const wanted = new Set(copies.map(({ _twinOf }) => _twinOf));
  const owners = new Map(
    entries.filter(({ _id }) => wanted.has(_id)).map(({ _id, _recorder }) => [_id, _recorder] as const),
  );
  for (const { _twinOf, _recorder = "" } of copies) join(owners.get(_twinOf) ?? _recorder, _recorder);
  return find;
}

function isShard(log: Recorder["log"]): boolean {
  const origin = log?.["_wirewalk"];
  const shard = isObject(origin) ? origin["shard"] : undefined;
  return typeof shard === "string" && readShard(shard) !== undefined;
}
