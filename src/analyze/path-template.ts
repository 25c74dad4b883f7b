import { splitPath } from "./address.ts";
import { isIdShaped } from "./id-shape.ts";
import type { PathPattern } from "./path-pattern.ts";
import { toSingular } from "./singular.ts";
import type { VariableBook } from "./variables.ts";

export interface PathTemplateOptions {
  /** What the profile knows of the path below the base; without it, values are told by their looks. */
  readonly pattern?: PathPattern | undefined;
  readonly variables: VariableBook;
}

/**
 * Puts placeholders where a path has values: `/servers/9f1c…` → `/servers/{server_id}`.
 * A name that comes again gets a number: `/users/1/users/2` → `/users/{user_id}/users/{user_id_2}`.
 *
 * @param base part of the path that stays as it is: `/image`
 * @param path whole path as sent, beginning with the base
 */
export function templatePath(base: string, path: string, options: PathTemplateOptions): string {
  const below = path.slice(base.length);
  const segments = splitPath(below);
  const taken = new Set<string>();
  const templated = segments.map((segment, index) => {
    const name = options.pattern ? placeholderOf(options.pattern, index) : guessName(segment, segments[index - 1]);
    if (name === undefined) return segment;
    return options.variables.add(takeName(name, taken), segment);
  });
  const slash = below.endsWith("/") ? "/" : "";
  return base + templated.map((segment) => `/${segment}`).join("") + slash;
}

function placeholderOf(pattern: PathPattern, index: number): string | undefined {
  const part = pattern[index];
  return part !== undefined && "placeholder" in part ? part.placeholder : undefined;
}

/** A value is named after the collection before it. */
function guessName(segment: string, before: string | undefined): string | undefined {
  if (!isIdShaped(segment)) return undefined;
  const isCollection = before !== undefined && /^[A-Za-z][\w.-]*$/.test(before) && !/^v\d/.test(before);
  return isCollection && !isIdShaped(before) ? `${toSingular(before)}_id` : "id";
}

function takeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}_${number}`;
  taken.add(free);
  return free;
}
