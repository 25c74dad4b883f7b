import { textBefore } from "../sequence/text-before.ts";
import { isOpaqueId } from "../shapes/made-by-machine.ts";
import { decodeComponent } from "../trace/decode-component.ts";
import { isMeant } from "./provenance/is-meant.ts";
import type { ValueSource } from "./types.ts";
import type { VariableBook } from "./variables.ts";

/**
 * Names the query's values that represent something: `?name=cirros&limit=20` → `?name={name}&limit=20` if `cirros` was an input. Ids become
 * placeholders too; other values stay, shortened if they are long. All names stay.
 *
 * @param query as sent, without `?`
 * @returns with `?`, or "" for no query
 */
export function templateQuery(query: string, { variables, sourceOf }: QueryTemplateOptions): string {
  if (query === "") return "";
  const parts = query.split("&").map((part) => {
    const [name = "", value] = splitOnce(part);
    if (value === undefined || value === "") return part;
    const source = sourceOf(decodeComponent(value));
    const standsForSomething = (source && isMeant(value, name, source)) || isOpaqueId(value);
    return `${name}=${standsForSomething ? variables.add(name, value) : shorten(value)}`;
  });
  return `?${parts.join("&")}`;
}

export interface QueryTemplateOptions {
  readonly variables: VariableBook;
  /** The input or earlier response that the value of a parameter came from. */
  readonly sourceOf: (value: string) => ValueSource | undefined;
}

/** Names of the query's parameters. */
export function readQueryNames(query: string): readonly string[] {
  return query === "" ? [] : query.split("&").map((part) => textBefore(part, "="));
}

/** Longest value shown as it is, in characters; enough for an alias of a secret and for a time. */
const LONGEST_VALUE = 32;

function shorten(value: string): string {
  return value.length <= LONGEST_VALUE ? value : "…";
}

function splitOnce(part: string): readonly string[] {
  const at = part.indexOf("=");
  return at === -1 ? [part] : [part.slice(0, at), part.slice(at + 1)];
}
