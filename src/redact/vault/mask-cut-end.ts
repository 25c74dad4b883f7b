import { endsWithProvisionalAlias } from "../../trace/alias.ts";
import type { SecretClass } from "../formats/classes.ts";
import { findCutBehind, findCutFormat } from "../formats/find-formats.ts";
import type { SoughtValues } from "./sought-values.ts";
import type { Vault } from "./vault.ts";

/** Replaces a learned value, or one of a known format, that the end of the text truncates. Learns nothing. */
export function maskCutEnd(
  text: string,
  { findUnfinished, maskHere }: Pick<SoughtValues, "findUnfinished"> & Pick<Vault, "maskHere">,
): string {
  const found = findCutEnd(text, findUnfinished);
  if (found === undefined) return text;
  return text.slice(0, found.start) + (found.replacement ?? maskHere(text.slice(found.start), found.secretClass));
}

/** The same in bytes, which an alias would break: stars replace it. Sees text of one byte a character, and UTF-8. */
export function hideCutEnd(bytes: Buffer, findUnfinished: SoughtValues["findUnfinished"]): Buffer {
  const sizes = (["latin1", "utf8"] as const).map((charset) => {
    const text = bytes.toString(charset);
    const start = findCutEnd(text, findUnfinished)?.start ?? text.length;
    return Buffer.byteLength(text.slice(start), charset);
  });
  const size = Math.min(bytes.byteLength, Math.max(...sizes));
  return size === 0 ? bytes : Buffer.concat([bytes.subarray(0, -size), Buffer.alloc(size, "*")]);
}

interface CutEnd {
  readonly start: number;
  readonly secretClass: SecretClass;
  /** Of a learned value. */
  readonly replacement?: string;
}

function findCutEnd(text: string, findUnfinished: SoughtValues["findUnfinished"]): CutEnd | undefined {
  // Its digits may be those with which another secret begins.
  if (endsWithProvisionalAlias(text)) return undefined;
  const unfinished = findUnfinished(text);
  // The beginning of a value is never learned: other values of its kind begin the same, and the rest of a longer beginning would stay.
  const cut = findCutFormat(text) ?? findCutBehind(text);
  // Four characters may be the beginning of a learned value by chance, within another secret.
  if (unfinished !== undefined && unfinished.start <= (cut?.start ?? text.length))
    return { start: unfinished.start, ...unfinished.label };
  return cut;
}
