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

/** Without capitals, URL escapes, surroundings, the padding of base64, and the letters in which its alphabets differ. */
function toForm(value: string): string {
  const plain = decodeComponent(value)
    .trim()
    .replace(/^(["'])(.*)\1$/s, "$2");
  const isUuid = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(plain);
  const written = isUuid
    ? plain.replaceAll("-", "")
    : plain.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/");
  return written.toLowerCase();
}
