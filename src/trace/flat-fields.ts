import { knownAt } from "../sequence/known-at.ts";

/** Names and values of a list in which values follow their names; a name without a value is passed over. */
export function* fieldsOf(flat: readonly string[]): Generator<[name: string, value: string]> {
  for (let index = 0; index + 1 < flat.length; index += 2) yield [knownAt(flat, index), knownAt(flat, index + 1)];
}
