import { knownAt } from "./known-at.ts";

/**
 * Groups of at least two places with equal numbers; 0 is no number. The places of a group ascend. In a hash table, as a million numbers take
 * long to sort, and a map of them takes more memory than all else.
 */
export function* listEqual(numbers: Float64Array): Generator<readonly number[]> {
  const { length } = numbers;
  let size = 16;
  while (size < length * 2) size *= 2;
  // One more than the last place of each number, so that 0 is a free slot; and before each place, the one with the same number.
  const slots = new Uint32Array(size);
  const before = new Uint32Array(length);
  const isFollowed = new Uint8Array(length);
  for (let place = 0; place < length; place += 1) {
    const number = knownAt(numbers, place);
    if (number === 0) continue;
    let slot = slotOf(number, size);
    for (let last = slots[slot] ?? 0; last !== 0 && numbers[last - 1] !== number; last = slots[slot] ?? 0) {
      slot = (slot + 1) & (size - 1);
    }
    const last = slots[slot] ?? 0;
    if (last !== 0) isFollowed[last - 1] = 1;
    before[place] = last;
    slots[slot] = place + 1;
  }
  for (let place = 0; place < length; place += 1) {
    if (before[place] === 0 || isFollowed[place] === 1) continue;
    const group: number[] = [];
    for (let one = place + 1; one !== 0; one = before[one - 1] ?? 0) group.push(one - 1);
    yield group.toReversed();
  }
}

function slotOf(number: number, size: number): number {
  const low = Math.imul((number % 0x1_0000_0000) | 0, 0x9e3779b1);
  const high = Math.imul(Math.floor(number / 0x1_0000_0000) | 0, 0x85ebca6b);
  const sum = low ^ high;
  return (sum ^ (sum >>> 15)) & (size - 1);
}
