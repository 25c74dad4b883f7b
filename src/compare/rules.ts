import type { Place } from "./types.ts";

/** The user's rules for single places: header names, or JSON pointers in which `*` matches any field or index. */
export interface StabilizeRules {
  /** Places whose example value stays, whatever is recorded. */
  readonly volatile?: readonly string[] | undefined;
  /** Places that always show the recorded value. */
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
