import { hash } from "node:crypto";

/**
 * A number for a text, never 0: two texts have the same number by chance once in about 10^15. A sender that creates two such texts
 * on purpose could as well send the same text twice. A digest of a short text takes ten times as long.
 */
export function toToken(text: string): number {
  return (text.length > LONG ? digestOf(text) : mix(text)) + 1;
}

const LONG = 512;

function digestOf(text: string): number {
  return hash("sha256", text, "buffer").readUIntBE(0, 6);
}

/** Two sums of 32 bits each, stirred as MurmurHash3 does at its end; 53 bits of them. */
function mix(text: string): number {
  let [one, other] = [0x9e3779b9, 0x85ebca6b];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x5bd1e995);
    other ^= other >>> 13;
  }
  return (stir(one ^ Math.imul(other, 0xc2b2ae35)) >>> 0) * 2 ** 21 + (stir(other + one) >>> 11);
}

function stir(sum: number): number {
  const first = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return second ^ (second >>> 16);
}
