import { knownAt } from "../../sequence/known-at.ts";

/** A list of numbers of eight bytes each: a trace of a million entries has millions of offsets. */
export class NumberList {
  length = 0;
  #numbers = new Float64Array(16);

  push(...numbers: readonly number[]): void {
    for (const number of numbers) {
      if (this.length === this.#numbers.length) this.#grow();
      this.#numbers[this.length] = number;
      this.length += 1;
    }
  }

  at(index: number): number {
    return index < this.length ? (this.#numbers[index] ?? Number.NaN) : Number.NaN;
  }

  /** Index of the first number that is not below another, in a list in ascending order. */
  findFrom(number: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (knownAt(this.#numbers, middle) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(): void {
    const numbers = new Float64Array(2 * this.#numbers.length);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
  }
}
