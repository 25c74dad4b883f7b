import { UserError } from "../../errors.ts";
import { matchParts } from "../../sequence/match-parts.ts";

const UNITS = { "": 1, ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** Reads the value of an option that takes a time, in milliseconds: `500ms`, `1.5s`, `1m`; undefined stays undefined. */
export function readDuration(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const [, digits = "", unit = ""] = matchParts(/^(\d{1,9}(?:\.\d{1,3})?) ?(ms|s|m|h|)$/, value.trim());
  // The pattern names no other unit.
  if (digits !== "") return Math.round(Number(digits) * UNITS[unit as keyof typeof UNITS]);
  throw new UserError(`--${option} must be a duration, but got "${value}".`, {
    hint: "Use, for example, 500ms, 5s, or 1m.",
  });
}
