import { onlyKnown } from "../json/only-known.ts";
import { isHex, isRandom } from "../shapes/made-by-machine.ts";
import type { Trace } from "../trace/model/types.ts";
import { type PlacedText, listTexts, placeAt } from "./texts.ts";

/** A value that is masked nowhere and looks randomly generated. Only a reader can distinguish a key from an id. */
export interface RandomLooking extends Omit<PlacedText, "text"> {
  /** Its first characters. */
  readonly beginsWith: string;
  readonly length: number;
  /** How often it is in the trace. */
  readonly times: number;
}

/** Each value once, where it is first. UUIDs and hashes are not listed: APIs name their things so. */
export function listRandomLooking(trace: Trace): readonly RandomLooking[] {
  const found = new Map<string, RandomLooking>();
  for (const placed of listTexts(trace)) {
    const { text, exchange } = placed;
    for (const { 0: value, index } of text.matchAll(WORD)) {
      if (value.includes("REDACTED") || !RUN.test(value) || isHex(value) || !isRandom(value)) continue;
      const known = found.get(value);
      if (known !== undefined) found.set(value, { ...known, times: known.times + 1 });
      else
        found.set(value, {
          ...onlyKnown({ exchange }),
          place: placeAt(placed, index),
          ...show(value),
          times: 1,
        });
    }
  }
  return [...found.values()];
}

function show(value: string): Pick<RandomLooking, "beginsWith" | "length"> {
  return { beginsWith: value.slice(0, SHOWN), length: value.length };
}

/** Enough to find it, too little to use it. */
const SHOWN = 8;

const WORD = /[\w+-]{20,}=*/g;

/** Names with dashes in them have none that is so long. */
const RUN = /[A-Za-z0-9]{10}/;
