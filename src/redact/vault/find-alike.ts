import { groupBy } from "../../sequence/groups.ts";
import { decodeComponent } from "../../trace/decode-component.ts";
import type { Alike } from "../../trace/model/types.ts";
import type { LearnedSecret } from "./alias-book.ts";

/**
 * Secrets that differ only in their spelling, which their aliases hide: a token that a client sent in lower case is not the one that it
 * received. By the aliases in a trace.
 *
 * @param aliasOf returns the alias in the trace; undefined for a secret that is not in it
 */
export function findAlike(
  learned: Iterable<LearnedSecret>,
  aliasOf: (replacement: string) => string | undefined,
): readonly Alike[] {
  const long = Array.from(learned).filter(({ value }) => value.length >= SHORTEST);
  const found: Alike[] = [];
  for (const [, [first, ...others]] of groupBy(long, ({ value }) => toForm(value)).entries()) {
    if (first === undefined) continue;
    for (const other of others) {
      const aliases = [aliasOf(first.replacement), aliasOf(other.replacement)].filter((one) => one !== undefined);
      if (new Set(aliases).size < 2) continue;
      const isCase = first.value.toLowerCase() === other.value.toLowerCase();
      found.push({ aliases, but: isCase ? "case" : "encoding" });
    }
  }
  return found;
}

/** Characters below which two values are the same by chance. */
const SHORTEST = 8;

/** Without capitals, encodings, surroundings, the padding of base64, and the letters in which its alphabets differ. */
function toForm(value: string): string {
  const plain = decode(
    decodeComponent(value)
      .trim()
      .replace(/^(["'])(.*)\1$/s, "$2"),
  );
  const isUuid = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(plain);
  const written = isUuid
    ? plain.replaceAll("-", "")
    : plain
        .replace(/(?<!=)=+$/, "")
        .replaceAll("-", "+")
        .replaceAll("_", "/");
  return written.toLowerCase();
}

/** The text that base64 or hexadecimal digits represent, if they do; this is rarely true of random values. */
function decode(value: string): string {
  for (const [looks, encoding] of ENCODINGS) {
    const text = looks.test(value) ? Buffer.from(value, encoding).toString() : "";
    // A character that represents bytes other than text counts as a symbol as well.
    if (text.length >= SHORTEST && /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(text) && !text.includes("\uFFFD")) return text;
  }
  return value;
}

const ENCODINGS = [
  [/^(?:[0-9a-f]{2})+$/i, "hex"],
  [/^[\w+/-]+={0,2}$/, "base64"],
] as const;
