import { matchParts } from "../../sequence/match-parts.ts";
import { textAt } from "../../sequence/text-at.ts";
import { isOpaqueId } from "../../shapes/made-by-machine.ts";
import type { Trace } from "../../trace/model/types.ts";
import type { ValueSource } from "../types.ts";

/** Values that the caller gave, with their roles: inputs of the flow, options of the command, ids among its arguments. */
export function readInputs({ log }: Trace): ReadonlyMap<string, ValueSource> {
  const inputs = new Map<string, ValueSource>();
  const { flow, command } = log._wirewalk ?? {};
  for (const [name, value] of Object.entries(flow?.inputs ?? {})) inputs.set(value, { kind: "input", input: name });
  const [, ...words] = command?.argv ?? [];
  for (const [index, word] of words.entries()) {
    const [, name, own] = matchParts(/^--([a-z][\w-]*)(?:=(.*))?$/is, word);
    const value = own ?? textAt(words, index + 1);
    // What begins with a hyphen is the next option: this one is a switch.
    if (name !== undefined && !value.startsWith("-") && isTelling(value))
      set(inputs, value, { kind: "input", input: name });
    else if (isOpaqueId(word)) set(inputs, word, { kind: "argument", position: index + 1 });
  }
  return inputs;
}

/** Formats, numbers, and switches occur in many places by chance. */
function isTelling(value: string): boolean {
  return value.length >= 3 && !/^(?:\d+|true|false|json|yaml|table|value|csv)$/i.test(value);
}

function set(inputs: Map<string, ValueSource>, value: string, source: ValueSource): void {
  if (!inputs.has(value)) inputs.set(value, source);
}
