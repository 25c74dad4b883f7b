import { textAt } from "../../sequence/text-at.ts";

/** A list of texts that holds many in one: a million short texts of their own would take twice the memory. */
export class TextList {
  length = 0;
  readonly #blocks: string[] = [];
  #last: string[] = [];
  #read: { readonly block: number; readonly texts: readonly string[] } = { block: -1, texts: [] };

  push(text: string): void {
    this.#last.push(text);
    this.length += 1;
    if (this.#last.length < BLOCK) return;
    this.#blocks.push(JSON.stringify(this.#last));
    this.#last = [];
  }

  at(index: number): string {
    const block = Math.floor(index / BLOCK);
    const packed = this.#blocks[block];
    if (packed === undefined) return textAt(this.#last, index - block * BLOCK);
    // A list of texts was packed.
    if (this.#read.block !== block) this.#read = { block, texts: JSON.parse(packed) as readonly string[] };
    return textAt(this.#read.texts, index % BLOCK);
  }
}

const BLOCK = 64;
