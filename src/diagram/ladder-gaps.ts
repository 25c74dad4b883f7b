import { knownAt } from "../sequence/known-at.ts";

/** Columns between two lifelines. */
export interface GapWish {
  /** Width at which both names fit. */
  readonly names: number;
  /** Width at which every label fits too; at least `names`. */
  readonly wanted: number;
}

/** An arrow that needs space, from participant number `start` to participant number `end`. */
export interface SpanWish {
  readonly start: number;
  readonly end: number;
  readonly wanted: number;
}

/** The space that names and arrows need in the gaps between the participants. */
export function wishGaps(names: readonly number[], spans: readonly SpanWish[]): readonly GapWish[] {
  const forNames = names.slice(1).map((name, index) => Math.max(name, knownAt(names, index)) + 2);
  const wanted = [...forNames];
  // Short arrows first: their space is then available to the long ones.
  for (const span of spans.toSorted((a, b) => a.end - a.start - (b.end - b.start))) {
    const present = sum(wanted.slice(span.start, span.end));
    const isShort = span.start < span.end && present < span.wanted;
    if (isShort) wanted[span.end - 1] = knownAt(wanted, span.end - 1) + span.wanted - present;
  }
  return forNames.map((gap, index) => ({ names: gap, wanted: knownAt(wanted, index) }));
}

/** Gaps of at most this many columns in all. The room for labels goes first, then that for names, each by its share. */
export function fitGaps(wishes: readonly GapWish[], available: number): readonly number[] {
  const names = sum(wishes.map((wish) => wish.names));
  const labels = sum(wishes.map((wish) => wish.wanted)) - names;
  if (available < names) return wishes.map((wish) => Math.floor((wish.names * available) / names));
  const share = labels === 0 ? 0 : Math.min(1, (available - names) / labels);
  return wishes.map((wish) => wish.names + Math.floor((wish.wanted - wish.names) * share));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
