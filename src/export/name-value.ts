import type { Place } from "./captures.ts";

/** A name for a value, after its alias or the place where an answer holds it: `token_1`, `project_id`. */
export function nameValue(value: string, from: Place): string {
  const alias = /REDACTED-([a-z]+-\d+)/.exec(value)?.[1];
  if (alias !== undefined) return alias;
  if (from.kind === "header") return from.name.replace(/^x-/i, "");
  const names = from.path.filter((name) => typeof name === "string");
  const [owner, last = ""] = names.slice(-2).length === 2 ? names.slice(-2) : [undefined, names.at(-1)];
  return owner === undefined || last.includes("_") ? last : `${owner.replace(/s$/, "")}_${last}`;
}
