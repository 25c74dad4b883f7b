import type { ValueSource } from "../types.ts";

/**
 * A name for a value, derived from its alias or its source: `token_1`, `project_id`.
 *
 * @param place name of the parameter, header or member that has it, for what came as an argument without a name
 */
export function nameSource(source: ValueSource, value: string, place: string): string {
  const alias = /REDACTED-([a-z]+-[a-z]{0,3}\d+)/.exec(value)?.[1];
  if (alias !== undefined) return alias.replaceAll("-", "_");
  if (source.kind === "input") return toIdentifier(source.input);
  if (source.kind === "argument") return place === "" ? `argument_${source.position}` : toIdentifier(place);
  if (source.kind !== "answer") return "id";
  const { from } = source;
  if (from.kind === "header") return from.name.replace(/^x-/i, "").toLowerCase().replaceAll("-", "_");
  const names = from.path.filter((name) => typeof name === "string");
  const [owner, last = ""] = names.length < 2 ? [undefined, names.at(-1)] : names.slice(-2);
  return owner === undefined || last.includes("_") ? last : `${owner.replace(/s$/, "")}_${last}`;
}

function toIdentifier(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]+/g, "_");
}
