import { byteAt } from "../sequence/byte-at.ts";
import { knownAt } from "../sequence/known-at.ts";

/**
 * Decodes a Huffman-coded string literal of HPACK (RFC 7541, section 5.2): Latin-1 text, a character a byte. Undefined if it holds the
 * end-of-string symbol, which no encoder writes. Padding is ignored.
 */
export function decodeHuffman(bytes: Uint8Array): string | undefined {
  const most = Math.ceil((bytes.length * 8) / SHORTEST_CODE);
  if (most > letters.length) letters = Buffer.allocUnsafeSlow(2 * most);
  let size = 0;
  let node = ROOT;
  // Four bits a turn, the upper ones of a byte first.
  for (let index = 0; index < bytes.length * 2; index += 1) {
    const byte = byteAt(bytes, index >> 1);
    const step = STEPS[node * 16 + ((index & 1) === 0 ? byte >> 4 : byte & 15)] ?? DEAD;
    if (step === DEAD) return undefined;
    if (step >> 9 > 0) {
      letters[size] = (step >> 9) - 1;
      size += 1;
    }
    node = step & 0x1ff;
  }
  return letters.toString("latin1", 0, size);
}

/** The letters of the string that is being decoded: text that grows letter by letter takes twice the time. */
let letters = Buffer.allocUnsafeSlow(256);

/** Bits. */
const SHORTEST_CODE = 5;

/** Bits of the code of each byte, and of the end of a string. The code is canonical, so that these are all of it. */
// prettier-ignore
const CODE_LENGTHS = [
  13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28,
  28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
  13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, 15, 5, 6, 5, 6,
  5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23,
  22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22, 21, 20, 22, 22,
  23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, 26, 26,
  20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27,
  27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27,
  27, 27, 27, 26, 30,
];

const END_OF_STRING = 256;
const ROOT = 0;
const DEAD = -1;

/**
 * Where four bits lead from an inner node of the code's tree, and the byte that they complete: `(byte + 1) << 9 | node`.
 * No code is shorter than five bits, so that four complete one at most.
 */
const STEPS = toSteps(toTree());

/** Two children a node, one after the other: another inner node, or `~symbol`. */
function toTree(): readonly number[] {
  const tree = [0, 0];
  let code = 0;
  let length = 0;
  const symbols = [...CODE_LENGTHS.keys()].toSorted((a, b) => lengthOf(a) - lengthOf(b) || a - b);
  for (const symbol of symbols) {
    code <<= lengthOf(symbol) - length;
    length = lengthOf(symbol);
    let node = ROOT;
    for (let bit = length - 1; bit > 0; bit -= 1) {
      const place = node * 2 + ((code >> bit) & 1);
      if (tree[place] === 0) {
        tree[place] = tree.length / 2;
        tree.push(0, 0);
      }
      node = tree[place] ?? ROOT;
    }
    tree[node * 2 + (code & 1)] = ~symbol;
    code += 1;
  }
  return tree;
}

function lengthOf(symbol: number): number {
  return knownAt(CODE_LENGTHS, symbol);
}

function toSteps(tree: readonly number[]): Int32Array {
  const steps = new Int32Array(tree.length * 8);
  for (let start = 0; start < tree.length / 2; start += 1) {
    for (let nibble = 0; nibble < 16; nibble += 1) steps[start * 16 + nibble] = toStep(tree, start, nibble);
  }
  return steps;
}

function toStep(tree: readonly number[], start: number, nibble: number): number {
  let node = start;
  let symbol = -1;
  for (let bit = 3; bit >= 0; bit -= 1) {
    const child = knownAt(tree, node * 2 + ((nibble >> bit) & 1));
    if (child === ~END_OF_STRING) return DEAD;
    if (child < 0) symbol = ~child;
    node = child < 0 ? ROOT : child;
  }
  return ((symbol + 1) << 9) | node;
}
