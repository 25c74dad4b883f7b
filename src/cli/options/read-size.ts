import { UserError } from "../../errors.ts";
import { matchParts } from "../../sequence/match-parts.ts";

/** Reads the value of an option that takes a size in bytes: `65536`, `64k`, `1M`, `1 MiB`; undefined stays undefined. */
export function readSize(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const [, digits = "", unit = ""] = matchParts(/^(\d{1,12})\s?([kmg]?)(?:i?b)?$/i, value.trim());
  const size = Number(digits) * 1024 ** " kmg".indexOf(unit.toLowerCase() || " ");
  if (digits !== "" && Number.isSafeInteger(size)) return size;
  throw new UserError(`--${option} must be a size, but got "${value}".`, {
    hint: "Use, for example, 65536, 64k, or 1M.",
  });
}
