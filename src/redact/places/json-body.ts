import { hasName } from "../../json/has-name.ts";
import { type JsonLeaf, readString, visitLeaves } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { isNoWord, isRandom } from "../../shapes/made-by-machine.ts";
import type { SecretClass } from "../formats/classes.ts";
import { classOfHeader, classOfList, classOfName, remember } from "../names.ts";
import { SECRET_PATHS } from "../names/member-names.ts";
import { PUBLIC_CODE } from "../names/sign-in-names.ts";
import type { Vault } from "../vault/vault.ts";
import { maskAuthorization } from "./auth-schemes.ts";
import { maskCookies, maskSetCookie } from "./cookies.ts";
import { classOfInner } from "./inner-members.ts";
import { type JsonContext, findContext, isLabel, saysSecret } from "./json-context.ts";
import { mayNest } from "./may-nest.ts";

/**
 * Masks secret leaves where they stand, so that layout, order and everything else stay byte for byte. Strings that are
 * no secret as a whole are given to `maskString`.
 */
export function maskJson(text: string, vault: Vault, maskString: (value: string) => string): string {
  const isNesting = mayNest(text);
  // Most bodies hold no secret; their leaves are never visited.
  if (!isNesting && !hasName(text, (name, colon) => isSuspect(name, text, colon))) return text;
  const context = findContext(text);
  let masked = "";
  let copied = 0;
  let before: Before = { value: "", array: -1 };
  visitLeaves(text, (leaf) => {
    const value = valueOf(leaf, text);
    const name = nameOf(leaf, context, before);
    before = { value, array: leaf.containers.at(-1) ?? -1 };
    // `true` under a secret's name says that there is one.
    if (leaf.kind === TOKEN.word) return;
    const mask = maskOf({ leaf, name, value, context, text });
    let alias = value;
    if (mask !== undefined) alias = mask(value, vault);
    else if (isNesting && leaf.kind === TOKEN.string) alias = maskString(value);
    if (alias === value) return;
    masked += text.slice(copied, leaf.start) + JSON.stringify(alias);
    copied = leaf.end;
  });
  return masked + text.slice(copied);
}

/** Whether a member may be a secret, or say that another one is. */
function isSuspect(written: string, text: string, colon: number): boolean {
  const look = lookOf(written);
  return look === "secret" || (look === "label" && isSuspectPair(text, written, colon));
}

/** By the name as it is written, where an escape may hide any letter. */
const lookOf = remember((written: string): "secret" | "label" | "plain" => {
  const isSecret =
    written.includes("\\") ||
    isAmbiguous(written) ||
    HEADERS.has(written.toLowerCase()) ||
    (classOfName(written) ?? classOfList(written)) !== undefined;
  if (isSecret) return "secret";
  return isLabel(written) || written === "kind" ? "label" : "plain";
});

/** Whether a label says that the member beside it is secret: `"name": "DB_PASSWORD"`, `"kind": "Secret"`. */
function isSuspectPair(text: string, name: string, colon: number): boolean {
  const [, value] = /^:\s{0,8}"([^"]{3,80})"/.exec(text.slice(colon, colon + 100)) ?? [];
  return value !== undefined && (value.includes("\\") || (name === "kind" ? value === "Secret" : saysSecret(value)));
}

/** Names that say nothing by themselves; `classOfLeaf` looks further. */
function isAmbiguous(name: string): boolean {
  return /^(?:key|code)$/i.test(name);
}

/** The leaf before, in the array or object that begins there. */
interface Before {
  readonly value: string;
  readonly array: number;
}

/** What a leaf is called: by its member, by one beside or around it, or by the item of a pair before it. */
function nameOf({ names, containers, isItem }: JsonLeaf, { labels }: JsonContext, before: Before): string {
  const own = names.at(-1) ?? "";
  if (/^(?:value|plaintext)$/i.test(own)) {
    return labels.get(containers.at(-1) ?? -1) ?? names.at(-2) ?? own;
  }
  // `["X-Auth-Token", "…"]`; two methods in a list, `["password", "token"]`, are no pair.
  const isPair = isItem && before.array === containers.at(-1) && before.value.includes("-") && saysSecret(before.value);
  return isPair ? before.value : own;
}

type Mask = (value: string, vault: Vault) => string;

const HEADERS: ReadonlyMap<string, Mask> = new Map([
  ["authorization", maskAuthorization],
  ["proxy-authorization", maskAuthorization],
  ["cookie", maskCookies],
  ["set-cookie", maskSetCookie],
]);

interface NamedLeaf {
  readonly leaf: JsonLeaf;
  readonly name: string;
  readonly value: string;
  readonly context: JsonContext;
  readonly text: string;
}

/** How a leaf that is a secret is masked; undefined for others. */
function maskOf(named: NamedLeaf): Mask | undefined {
  const header = named.leaf.kind === TOKEN.string ? HEADERS.get(named.name.toLowerCase()) : undefined;
  if (header !== undefined) return header;
  const secretClass = classOfLeaf(named);
  return secretClass && ((value, vault) => vault.mask(value, secretClass));
}

function classOfLeaf(named: NamedLeaf): SecretClass | undefined {
  return classByName(named) ?? classOfInner(named.leaf, named.value, named.text);
}

function classByName({ leaf, name, value, context }: NamedLeaf): SecretClass | undefined {
  const { names, containers } = leaf;
  if (name === "id") return SECRET_PATHS[names.slice(-4).join(".")];
  if (/^(?:data|stringData)$/.test(names.at(-2) ?? "") && context.secretKinds.has(containers.at(-2) ?? -1))
    return "secret";
  if (isAmbiguous(name)) return classOfAmbiguous(leaf, { name, value, context });
  const secretClass = classOfName(name);
  if (secretClass !== undefined) return secretClass;
  const listClass = leaf.kind === TOKEN.string ? classOfList(name) : undefined;
  if (listClass === "password" || (listClass !== undefined && isNoWord(value))) return listClass;
  return name === names.at(-1) ? undefined : classOfHeader(name);
}

function classOfAmbiguous(
  { kind, containers }: JsonLeaf,
  { name, value, context }: Pick<NamedLeaf, "name" | "value" | "context">,
): SecretClass | undefined {
  if (name.toLowerCase() === "key") return isRandom(value) ? "key" : undefined;
  const isCode = kind === TOKEN.string && context.signIns.has(containers.at(-1) ?? -1) && !PUBLIC_CODE.test(value);
  return isCode ? "code" : undefined;
}

/** A number is a value too: a PIN. */
function valueOf({ kind, start, end }: JsonLeaf, text: string): string {
  return kind === TOKEN.string ? readString(text, start, end) : text.slice(start, end);
}
