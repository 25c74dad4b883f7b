import { endsWithProvisionalAlias } from "../../trace/alias.ts";
import { findCutBehind, findCutFormat } from "../formats/find-formats.ts";
import type { SoughtValues } from "./sought-values.ts";
import type { Vault } from "./vault.ts";

/** Replaces a learned value, or one of a known format, that the end of the text truncates. Learns nothing. */
export function maskCutEnd(
  text: string,
  { findUnfinished, maskHere }: Pick<SoughtValues, "findUnfinished"> & Pick<Vault, "maskHere">,
): string {
  // Its digits may be those with which another secret begins.
  if (endsWithProvisionalAlias(text)) return text;
  const unfinished = findUnfinished(text);
  // The beginning of a value is never learned: other values of its kind begin the same, and the rest of a longer beginning would stay.
  const cut = findCutFormat(text) ?? findCutBehind(text);
  // Four characters may be the beginning of a learned value by chance, within another secret.
  if (unfinished !== undefined && unfinished.start <= (cut?.start ?? text.length))
    return text.slice(0, unfinished.start) + unfinished.label.replacement;
  return cut === undefined ? text : text.slice(0, cut.start) + maskHere(text.slice(cut.start), cut.secretClass);
}
