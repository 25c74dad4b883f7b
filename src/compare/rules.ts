import type { Place } from "./types.ts";

/** The user's rules for single places, each a header's name or a JSON pointer in which `*` matches any member or index. */
export interface StabilizeRules {
  /** Their example stays whatever is recorded. */
  readonly volatile?: readonly string[] | undefined;
  /** They always show what was recorded. */
  readonly fixed?: readonly string[] | undefined;
}

/** Whether the user named this place. */
export function isNamed(rules: readonly string[] | undefined, { at, name }: Place): boolean {
  if (rules === undefined || rules.length === 0) return false;
  return rules.some((rule) => {
    if (!rule.startsWith("/")) return at === "header" && rule.toLowerCase() === name.toLowerCase();
    return at === "body" && isSamePointer(rule.split("/"), name.split("/"));
  });
}

function isSamePointer(rule: readonly string[], pointer: readonly string[]): boolean {
  return rule.length === pointer.length && rule.every((part, index) => part === "*" || part === pointer[index]);
}
