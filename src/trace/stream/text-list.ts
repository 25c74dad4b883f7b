import { deflateRawSync, inflateRawSync } from "node:zlib";

import { textAt } from "../../sequence/text-at.ts";

/**
 * A list of texts that are similar, such as addresses, many of them packed in one: a million separate texts would take ten times the
 * memory. Sequential reads are fast.
 */
export class TextList {
  length = 0;
  readonly #blocks: Buffer[] = [];
  #last: string[] = [];
  #read: { readonly block: number; readonly texts: readonly string[] } = { block: -1, texts: [] };

  push(text: string): void {
    this.#last.push(text);
    this.length += 1;
    if (this.#last.length < BLOCK) return;
    // A copy, as what zlib gives back keeps all of the room that it had for it: 16 KiB.
    this.#blocks.push(Buffer.from(deflateRawSync(JSON.stringify(this.#last), { level: 1 })));
    this.#last = [];
  }

  at(index: number): string {
    const block = Math.floor(index / BLOCK);
    const packed = this.#blocks[block];
    if (packed === undefined) return textAt(this.#last, index - block * BLOCK);
    // A list of texts was packed.
    if (this.#read.block !== block)
      this.#read = { block, texts: JSON.parse(inflateRawSync(packed).toString()) as readonly string[] };
    return textAt(this.#read.texts, index % BLOCK);
  }
}

const BLOCK = 1024;
