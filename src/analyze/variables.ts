import { onlyKnown } from "../json/only-known.ts";
import { decodeComponent } from "../trace/decode-component.ts";
import type { Variable } from "./types.ts";

/** Collects the values of the paths' placeholders, each name and value once, in order of appearance. */
export interface VariableBook {
  /** Notes a value, as the URL has it, and gives its place in the path: `{image_id}`. */
  readonly add: (name: string, encoded: string) => string;
  readonly list: () => readonly Variable[];
}

/** @param inputs the flow's inputs by name */
export function createVariableBook(inputs: Readonly<Record<string, string>>): VariableBook {
  const variables = new Map<string, Variable>();
  const inputByValue = new Map(Object.entries(inputs).map(([name, value]) => [value, name]));
  return {
    add: (name, encoded) => {
      const value = decodeComponent(encoded);
      const input = inputByValue.get(value);
      variables.set(`${name}=${value}`, { name, value, ...onlyKnown({ input }) });
      return `{${name}}`;
    },
    list: () => {
      const found = [...variables.values()];
      const isFound = new Set(found.map((variable) => variable.input));
      // An input that is in no path may be in a body or in the output, where readers want to find it too.
      const others = Object.entries(inputs).filter(([name]) => !isFound.has(name));
      return [...found, ...others.map(([name, value]) => ({ name, value, input: name }))];
    },
  };
}
