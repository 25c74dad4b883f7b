import { hasName } from "../json/has-name.ts";
import { type JsonLeaf, readString, visitLeaves } from "../json/leaves.ts";
import { TOKEN } from "../json/scan.ts";
import type { SecretClass } from "./classes.ts";
import { isRandom } from "./entropy.ts";
import { mayNest } from "./may-nest.ts";
import { classOfName, remember, toPlainName } from "./names.ts";
import { PUBLIC_CODE, SECRET_PATHS, SIGN_IN_COMPANIONS } from "./rules.ts";
import type { Vault } from "./vault.ts";

/**
 * Masks secret leaves where they stand, so that layout, order and everything else stay byte for byte. Strings that are
 * no secret as a whole are given to `maskString`.
 */
export function maskJson(text: string, vault: Vault, maskString: (value: string) => string): string {
  const isNesting = mayNest(text);
  // Most bodies hold no secret; their leaves are never visited.
  if (!isNesting && !hasName(text, isSuspect)) return text;
  const signIns = findSignIns(text);
  let masked = "";
  let copied = 0;
  visitLeaves(text, (leaf) => {
    // `true` under a secret's name says that there is one.
    if (leaf.kind === TOKEN.word) return;
    const value = valueOf(leaf, text);
    const secretClass = classOfLeaf(leaf, value, signIns);
    let alias = value;
    if (secretClass !== undefined) alias = vault.mask(value, secretClass);
    else if (isNesting && leaf.kind === TOKEN.string) alias = maskString(value);
    if (alias === value) return;
    masked += text.slice(copied, leaf.start) + JSON.stringify(alias);
    copied = leaf.end;
  });
  return masked + text.slice(copied);
}
/** By the name as it is written, where an escape may hide any letter. */
const isSuspect = remember(
  (written: string): boolean => written.includes("\\") || isAmbiguous(written) || classOfName(written) !== undefined,
);

/** Names that say nothing by themselves; `classOfLeaf` looks further. */
function isAmbiguous(name: string): boolean {
  return /^(?:key|code)$/i.test(name);
}

function classOfLeaf(leaf: JsonLeaf, value: string, signIns: ReadonlySet<string>): SecretClass | undefined {
  const { names } = leaf;
  const name = names.at(-1) ?? "";
  if (name === "id") return SECRET_PATHS[names.slice(-4).join(".")];
  if (!isAmbiguous(name)) return classOfName(name);
  if (name.toLowerCase() === "key") return isRandom(value) ? "key" : undefined;
  const isCode = leaf.kind === TOKEN.string && signIns.has(pathOfObject(names)) && !PUBLIC_CODE.test(value);
  return isCode ? "code" : undefined;
}

/** Paths of the objects in which a `code` is one of a sign-in. */
function findSignIns(text: string): ReadonlySet<string> {
  const paths = new Set<string>();
  if (!/"code"/i.test(text)) return paths;
  visitLeaves(text, ({ names }) => {
    const name = toPlainName(names.at(-1) ?? "");
    if (name === "state" || SIGN_IN_COMPANIONS.has(name)) paths.add(pathOfObject(names));
  });
  return paths;
}

function pathOfObject(names: readonly string[]): string {
  return JSON.stringify(names.slice(0, -1));
}

/** A number is a value too: a PIN. */
function valueOf({ kind, start, end }: JsonLeaf, text: string): string {
  return kind === TOKEN.string ? readString(text, start, end) : text.slice(start, end);
}
