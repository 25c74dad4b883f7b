import { type JsonLeaf, readString, visitLeaves } from "../json/leaves.ts";
import { TOKEN } from "../json/scan.ts";
import type { SecretClass } from "./classes.ts";
import { classOfPair } from "./pairs.ts";
import { SECRET_PATHS, SIGN_IN_COMPANIONS } from "./rules.ts";
import type { Vault } from "./vault.ts";

/** Masks secret leaves where they stand, so that layout, order and everything else stay byte for byte. */
export function maskJson(text: string, vault: Vault): string {
  const isSignIn = SIGN_IN_COMPANIONS.test(text);
  let masked = "";
  let copied = 0;
  visitLeaves(text, (leaf) => {
    if (leaf.kind === TOKEN.word) return;
    const secretClass = classOfLeaf(leaf, text, isSignIn);
    if (secretClass === undefined) return;
    const value = valueOf(leaf, text);
    if (value === "") return;
    masked += text.slice(copied, leaf.start) + JSON.stringify(vault.mask(value, secretClass));
    copied = leaf.end;
  });
  return copied === 0 ? text : masked + text.slice(copied);
}

function classOfLeaf({ names, start, end }: JsonLeaf, text: string, isSignIn: boolean): SecretClass | undefined {
  const name = names.at(-1);
  if (name === undefined) return undefined;
  if (name === "id" && names.length > 1) return SECRET_PATHS[names.slice(-4).join(".")];
  if (name.toLowerCase() === "key") return isHighEntropy(text.slice(start + 1, end - 1)) ? "key" : undefined;
  return classOfPair(name, isSignIn);
}

/** A number is a value too: a PIN. */
function valueOf({ kind, start, end }: JsonLeaf, text: string): string {
  return kind === TOKEN.string ? readString(text, start, end) : text.slice(start, end);
}

/** `key` names anything; only a long random text of letters and digits under it is taken for a secret. */
function isHighEntropy(text: string): boolean {
  return (
    text.length >= 20 && /^[\w+/=.-]+$/.test(text) && /\d/.test(text) && /[A-Za-z]/.test(text) && entropyOf(text) >= 3.5
  );
}

/** Shannon entropy, bits per character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
