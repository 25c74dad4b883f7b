import { matchParts } from "../sequence/match-parts.ts";

/** Which part of a run a trace is: the third of eight. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Parses a shard such as `3/8`. Undefined for other text. */
export function readShard(text: string): Shard | undefined {
  const [, index = "", count = ""] = matchParts(/^(\d{1,5})\/(\d{1,5})$/, text);
  const shard = { index: Number(index), count: Number(count) };
  return shard.index >= 1 && shard.index <= shard.count ? shard : undefined;
}
