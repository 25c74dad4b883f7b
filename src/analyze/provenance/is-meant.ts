import { toSingular } from "../singular.ts";
import type { ValueSource } from "../types.ts";
import { isIdName } from "./id-name.ts";

/**
 * Whether a value that also occurs in a response probably means the same thing. A plain word or number is an id only if the request
 * indicates it: `?image_id=7`, or `?image=7` if the response has `image_id`.
 *
 * @param name of the parameter, header or member that has the value
 */
export function isMeant(value: string, name: string, source: ValueSource): boolean {
  if (source.kind !== "answer" || !isPlain(value) || isIdName(name)) return true;
  const member = source.from.kind === "json" ? String(source.from.path.at(-1)) : "";
  return member.toLowerCase() === `${toSingular(name)}_id`;
}

/** A plain word or number, which can be the name of many things. */
export function isPlain(value: string): boolean {
  return !value.includes("REDACTED-") && /^(?:\d+|\D+)$/.test(value);
}
