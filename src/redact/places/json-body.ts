import { hasName } from "../../json/has-name.ts";
import { heldBy, type JsonLeaf, readString, visitLeaves } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { lastText } from "../../sequence/text-at.ts";
import { isScrambled } from "../../shapes/is-scrambled.ts";
import { isNoWord, isRandom, isUuidOrHash } from "../../shapes/made-by-machine.ts";
import type { SecretClass } from "../formats/classes.ts";
import { classOfHeader, classOfList, classOfName, remember, toPlainName } from "../names.ts";
import { isAttributeName } from "../names/attribute-name.ts";
import { classByShape, hasTellingShape, isDecidedByShape } from "../names/class-by-shape.ts";
import { isIssuedCrumb } from "../names/csrf-tokens.ts";
import { isLabel } from "../names/label-words.ts";
import { PUBLIC_NAMES, SECRET_PATHS } from "../names/member-names.ts";
import { isObjectKey } from "../names/object-key.ts";
import { isPublicValue } from "../names/public-values.ts";
import { isShownMember } from "../names/shown-members.ts";
import { PUBLIC_CODE } from "../names/sign-in-names.ts";
import { isStreamKey, isStreamKeyName } from "../names/stream-key.ts";
import { isShortCode } from "../names/unlocking-codes.ts";
import { mayBeAlias } from "../placeholder.ts";
import type { Vault } from "../vault/vault.ts";
import { createArgumentLists } from "./argument-lists.ts";
import { maskAuthorization } from "./auth-schemes.ts";
import { maskCookies, maskSetCookie } from "./cookies.ts";
import type { CutJson } from "./cut-json.ts";
import { decodeKey } from "./decode-key.ts";
import { classOfInner } from "./inner-members.ts";
import { type JsonContext, PULUMI_MARK, findContext, isValueMember, saysSecret } from "./json-context.ts";
import { mayNest, saysOfOthers } from "./may-nest.ts";
import { isSecretParameter } from "./positional.ts";

/**
 * Masks secret leaves in place, so that layout, order and everything else stay byte for byte. Strings that are no secret as a whole are
 * passed to `maskString`.
 */
export function maskJson(
  text: string,
  vault: Vault,
  { maskString, cut }: { readonly maskString: (value: string) => string; readonly cut?: CutJson | undefined },
): string {
  let masked = "";
  let copied = 0;
  const read = cut?.text ?? text;
  const visit: VisitSecret = (leaf, value, mask) => {
    let alias = value;
    if (mask !== undefined) alias = mask(value, vault);
    else if (leaf.kind === TOKEN.string) alias = maskString(value);
    if (alias === value) return;
    const start = cut?.placeOf(leaf.start) ?? leaf.start;
    masked += text.slice(copied, start) + JSON.stringify(alias);
    copied = start + leaf.end - leaf.start;
  };
  const { noteShown } = vault;
  visitSecrets(read, visit, noteShown && ((_leaf, value) => noteShown(value)));
  return masked + text.slice(copied);
}

type VisitSecret = (leaf: JsonLeaf, value: string, mask: JsonMask | undefined) => void;

type NoteShown = (leaf: JsonLeaf, value: string) => void;

/**
 * Visits the leaves that are secrets by their names, with how each is masked, and strings that may hold one.
 *
 * @param noteShown called with leaves that have the name of a secret, and are none
 */
export function visitSecrets(text: string, visit: VisitSecret, noteShown?: NoteShown): void {
  const isNesting = mayNest(text);
  // Most bodies hold no secret; their leaves are never visited.
  if (!isNesting && !hasName(text, isSuspect)) return;
  const context = findContext(text);
  let before: Before = { value: "", array: -1, index: -1 };
  const lists = createArgumentLists();
  visitLeaves(text, (leaf) => {
    const value = valueOf(leaf, text);
    const array = heldBy(leaf.containers);
    const index = array === before.array ? before.index + 1 : 0;
    const name = nameOf(leaf, value, { context, before, index });
    before = { value, array, index };
    // `true` with a secret's name only means that there is one.
    if (leaf.kind === TOKEN.word) return;
    const password =
      isNesting && leaf.isItem && leaf.kind === TOKEN.string ? lists.passwordIn(array, value) : undefined;
    const mask =
      password === undefined
        ? maskOf({ leaf, name, value, context, text, index, noteShown })
        : toArgumentMask(password);
    if (mask !== undefined || (isNesting && leaf.kind === TOKEN.string)) visit(leaf, value, mask);
  });
}

const toArgumentMask =
  (start: number): JsonMask =>
  (value, vault) =>
    value.slice(0, start) + vault.mask(value.slice(start), "password");

/** Whether a member may be a secret, by its name as it is written, where an escape may hide any letter. */
export const isSuspect = remember(
  (written: string): boolean =>
    written.includes("\\") ||
    isAmbiguous(written) ||
    HEADERS.has(written.toLowerCase()) ||
    MARKS.test(written) ||
    written === PULUMI_MARK ||
    (classOfName(written) ?? classOfList(written)) !== undefined ||
    (written.includes("-") && classOfHeader(written) !== undefined),
);

/** Whether a field may affect values other than its own. */
export function saysOfObjects(written: string): boolean {
  return MARKS.test(written) || written === PULUMI_MARK || saysOfOthers(written);
}

const MARKS =
  /^(?:httpOnly|hostOnly|http_only|kty|mount_type|secret_id|SecretID|AccessorID|prf|cookies|codes|rawValue|secured|secureJsonData|payload_content_type|(?:before|after|prior|planned)_sensitive|sensitive_\w+)$/;

/** Names that are not telling by themselves; `classOfLeaf` examines their context. */
function isAmbiguous(name: string): boolean {
  return AMBIGUOUS.test(name) || isStreamKeyName(name) || hasTellingShape(name);
}

const AMBIGUOUS =
  /^(?:key|code|pem|session|(?:(?:ws|web_?socket|auth|session|login|socket|access|connect(?:ion)?|sso|service)_?)?ticket|crumb|pass_?key|auth(?:orization)?_?code|(?:primary|secondary|license)_?key|plaintext|encrypt|community|answer|routing_?key|sign)$/i;

/** The leaf before, in the array or object that begins there, and its place in it. */
interface Before {
  readonly value: string;
  readonly array: number;
  readonly index: number;
}

interface Surroundings {
  readonly context: JsonContext;
  readonly before: Before;
  /** Place of the leaf in its array. */
  readonly index: number;
}

/** The name of a leaf: its member, one next to or around it, its column, or the preceding item of a pair. */
function nameOf(
  { names, containers, isItem }: JsonLeaf,
  value: string,
  { context, before, index }: Surroundings,
): string {
  const own = lastText(names);
  const object = heldBy(containers);
  if (isItem) {
    const column = ROWS.test(own) ? context.columns.get(heldBy(containers, 3))?.[index] : undefined;
    if (column !== undefined && saysSecret(column)) return column;
    const head = context.columns.get(heldBy(containers, 2))?.[index];
    // In the row of the names, each is its own.
    if (head !== undefined && head !== value && isNoWord(value) && saysSecret(head)) return head;
    // `{"name": "userPassword", "values": ["…"]}`
    const listed = /^values?$/i.test(own) && isNoWord(value) ? context.labels.get(heldBy(containers, 2)) : undefined;
    if (listed !== undefined) return listed.name;
    // `["X-Auth-Token", "…"]`; two methods in a list, `["password", "token"]`, are no pair.
    const isPair =
      before.array === object &&
      own !== NAMES_ONLY &&
      !before.value.startsWith("/") &&
      (before.value.includes("-") || (index === 1 && isNoWord(value)));
    // An alias ends as a name does.
    return isPair && saysSecret(before.value) && !mayBeAlias(before.value) ? before.value : own;
  }
  const label = context.labels.get(object);
  if (label !== undefined && label.member !== own && isLabelled(own, value, { size: context.sizes.of(object), label }))
    return label.name;
  const around = lastText(names, 2);
  const outer =
    isValueMember(around) || around === "values"
      ? (context.labels.get(heldBy(containers, 2)) ?? context.labels.get(heldBy(containers, 3)))
      : undefined;
  if (outer !== undefined && isNoWord(value) && !PUBLIC_MEMBER.test(own)) return outer.name;
  return /^(?:value|plaintext|inline_(?:string|bytes)|literal|__base64__)$/i.test(own) ? (names.at(-2) ?? own) : own;
}

/** A list of what the recorder took from a request, by name: see `Request._changed`. */
const NAMES_ONLY = "_changed";

const ROWS = /^(?:rows|data|values|records|results|items)$/i;

/** A member that is called a value; if there is only one, whatever its name, if it looks random. */
function isLabelled(
  member: string,
  value: string,
  { size, label }: { readonly size: number; readonly label: { readonly member: string; readonly isLoose: boolean } },
): boolean {
  if (PUBLIC_NAMES.has(toPlainName(member))) return false;
  // Of a parameter in a description of an API.
  if (member === "example") return value.length >= SHORTEST_EXAMPLE && isNoWord(value) && RUN.test(value);
  if (label.isLoose || (member === "text" && /\s/.test(value))) return isValueMember(member) && isNoWord(value);
  const isChange = CHANGES.test(member) && FIELD.test(label.member);
  return isValueMember(member) || ((size === 2 || isChange) && isNoWord(value) && !PUBLIC_MEMBER.test(member));
}

/** Characters: `abc123` stands for one. */
const SHORTEST_EXAMPLE = 12;

/** Letters with digits: not those of `application/vnd.api2`, and not a date. */
const RUN = /(?<![A-Za-z\d])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{8,}/;

const FIELD = /^(?:path|field|field_?name|property|attribute|column|name)$/i;

/** The old and the new value of a field. */
const CHANGES = /^(?:to|from|old|new|before|after)$/i;

const PUBLIC_MEMBER =
  /(?:id|at|date|time|type|kind|name|ref|url|uri|href|link|path|file|version|status|hint|description)$/i;

/** Returns the replacement of a value. */
export type JsonMask = (value: string, vault: Vault) => string;

const HEADERS: ReadonlyMap<string, JsonMask> = new Map([
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
  /** Place of the leaf in its array. */
  readonly index: number;
  readonly noteShown?: NoteShown | undefined;
}

/** How a leaf that is a secret is masked; undefined for others. */
function maskOf(named: NamedLeaf): JsonMask | undefined {
  const header = named.leaf.kind === TOKEN.string ? HEADERS.get(named.name.toLowerCase()) : undefined;
  if (header !== undefined && !isParameter(named.leaf)) return header;
  const secretClass = classOfLeaf(named);
  return secretClass && ((value, vault) => vault.mask(value, secretClass));
}

/** Whether it is from a query or a form in a HAR file: there, `cookie=1` means that cookies are enabled. */
function isParameter({ names }: JsonLeaf): boolean {
  return /^(?:queryString|params)$/.test(lastText(names, 2));
}

function classOfLeaf(named: NamedLeaf): SecretClass | undefined {
  const secretClass = classByName(named) ?? classOfInner(named.leaf, named.value, named.text);
  if (secretClass === undefined) return undefined;
  // A type, a rule, or an error message; the number of a board's pin.
  const isShown =
    isPublicValue(named.value) ||
    (isLabel(named.value) && !named.context.signsIn(named.leaf.containers)) ||
    (/pin$/i.test(named.name) && /^\d{1,2}$/.test(named.value)) ||
    isShownMember(named.name, named.value, named.text.slice(named.leaf.end, named.leaf.end + NEAR));
  if (!isShown) return secretClass;
  named.noteShown?.(named.leaf, named.value);
  return undefined;
}

/** Characters after a value that may say what it is. */
const NEAR = 120;

function classByName({ leaf, name, value, context, index, text }: NamedLeaf): SecretClass | undefined {
  const { names, containers } = leaf;
  if (isMarked(leaf, context) || context.hidden.has(leaf, text)) return "secret";
  if (!leaf.isItem && context.kinds.has(heldBy(containers)) && isValueMember(lastText(names)) && isNoWord(value))
    return "secret";
  if (leaf.isItem && isArgument(leaf, value, { context, index })) return "password";
  const column = context.statements.columnOf(leaf, index);
  if (column !== undefined) return classOfName(column) ?? "secret";
  if (names.at(-1) === "value" && (names.at(-2) === "cookies" || context.jars.has(heldBy(containers)))) return "cookie";
  if (names.includes("secureJsonData")) return "secret";
  if (name === "id") return SECRET_PATHS[names.slice(-4).join(".")];
  const isListed = leaf.isItem && lastText(names) === "keys";
  if (
    !isListed &&
    /^(?:data|stringData)$/.test(lastText(names, 2)) &&
    containers.some((one) => context.secretKinds.has(one))
  )
    return "secret";
  if (/^secret_?id$/i.test(name) && context.roles.has(heldBy(containers))) return "secret";
  if (/^(?:first|second)$/.test(name) && PRF.test(names.slice(-3, -1).join("."))) return "secret";
  if (name === "payload" && context.payloads.has(heldBy(containers))) return "secret";
  const variable = names.at(-2) === "variables" ? context.variables.get(heldBy(containers, 2))?.get(name) : undefined;
  if (variable !== undefined) return variable;
  if (JWK_PRIVATE.test(name) && context.jwks.has(heldBy(containers))) return "key";
  if (isAmbiguous(name)) return classOfAmbiguous(leaf, { name, value, context, text });
  const secretClass = classOfName(name);
  // `"auth": ["read", "write"]`
  if (secretClass !== undefined && !(leaf.isItem && name === "auth" && !isNoWord(value))) return secretClass;
  const listClass = leaf.kind === TOKEN.string ? classOfList(name) : undefined;
  if (listClass === "password" || (listClass !== undefined && value.length > LONGEST_ITEM && isNoWord(value)))
    return listClass;
  // `scan` treats it as a header.
  const isHeader = (name !== names.at(-1) && !isParameter(leaf)) || (name.includes("-") && isNoWord(value));
  return isHeader ? classOfHeader(name) : undefined;
}

/** Characters that a token does not have: parts of a text are called tokens too. */
const LONGEST_ITEM = 7;

/** `{"method": "login", "params": ["joe", "…"]}` */
function isArgument(
  { kind, names, containers }: JsonLeaf,
  value: string,
  { context, index }: Pick<NamedLeaf, "context" | "index">,
): boolean {
  if (context.methods.size === 0 || kind !== TOKEN.string || !/^(?:params|args|arguments)$/i.test(lastText(names)))
    return false;
  const method = context.methods.get(heldBy(containers, 2));
  return method !== undefined && isSecretParameter(method, index, value);
}

/** Secrets that an authenticator derives (w3.org/TR/webauthn-3, PRF extension). */
const PRF = /^prf\.results$/;

/** The private parameters of a key (RFC 7518), and the value of a symmetric key. */
const JWK_PRIVATE = /^(?:d|p|q|dp|dq|qi|k)$/;

/** Whether an object marks its value, or the content of the value, as secret. */
function isMarked({ names, containers, isItem }: JsonLeaf, { sensitive }: JsonContext): boolean {
  if (sensitive.size === 0) return false;
  const isOwn = !isItem && isValueMember(lastText(names)) && sensitive.has(heldBy(containers));
  return isOwn || (names.includes("value") && containers.slice(0, -1).some((one) => sensitive.has(one)));
}

function classOfAmbiguous(
  { kind, start, end, names, containers }: JsonLeaf,
  { name, value, context, text }: Pick<NamedLeaf, "name" | "value" | "context" | "text">,
): SecretClass | undefined {
  if (PUBLIC_KEY.test(value)) return undefined;
  // `"recovery_question": {"answer": "Rex"}`
  if (/^answer$/i.test(name)) return classOfName(names.slice(-2).join(""));
  // `"api": {"key": …}`
  const inner = isNoWord(value)
    ? (classOfName(names.slice(-2).join("")) ?? classOfName(names.slice(-3).join("")))
    : undefined;
  if (inner !== undefined) return inner;
  if (isStreamKeyName(name)) return isStreamKey(name, value) ? "key" : undefined;
  if (isNoWord(value) && CREDENTIALS.test(lastText(names, 2))) return "key";
  // A variable of a collection: `{"key": "mts0_example_com_url", "value": "https://mts0.example.com"}`
  if (name === "key" && isOfHost(value, context.addresses.get(heldBy(containers)))) return undefined;
  if (/^community$/i.test(name)) return classByShape(name, value, text.slice(Math.max(0, start - NEAR), end + NEAR));
  if (/^(?:plaintext|encrypt)$/i.test(name)) return isKeyMaterial(value) ? "key" : undefined;
  if (/^license_?key$/i.test(name)) return isNoWord(value) && value.length >= SHORTEST_LICENSE ? "key" : undefined;
  if (!/^code$/i.test(name)) return classOfRandom(name, value, text.slice(Math.max(0, start - NEAR), end + NEAR));
  if (isShortCode(value) && !names.some(isError) && context.hasContact(containers)) return "password";
  const isCode = kind === TOKEN.string && context.signIns.has(heldBy(containers)) && !PUBLIC_CODE.test(value);
  return isCode ? "code" : undefined;
}

const isError = (name: string): boolean => /errors?$/i.test(name);

function classOfRandom(name: string, value: string, around: string): SecretClass | undefined {
  const byShape = classByShape(name, value, around);
  if (byShape !== undefined || isDecidedByShape(name)) return byShape;
  if (isIssuedCrumb(name, around)) return "token";
  const isKey = isRandomKey(value) || isHandedOver(name, value) || isSessionOrKeyOfPair(name, value);
  return isKey ? "key" : undefined;
}

/** Whether a value is base64 of what a service decrypted or encrypts with, and not a text. */
function isKeyMaterial(value: string): boolean {
  return value.length >= SHORTEST_MATERIAL && value.length % 4 === 0 && BASE64.test(value) && isNoWord(value);
}

/** Characters of base64 of 12 bytes. */
const SHORTEST_MATERIAL = 16;

const BASE64 = /^[A-Za-z\d+/]+={0,2}$/;

/** Characters; names of licenses are shorter: `{"license": {"key": "bsd-3-clause"}}`. */
const SHORTEST_LICENSE = 16;

/** A code that one side passes to the other, unless it is short enough to be an approval number. */
function isHandedOver(name: string, value: string): boolean {
  return /^(?:pass|auth)/i.test(name) && value.length >= SHORTEST_HANDED && isNoWord(value);
}

/** Characters. */
const SHORTEST_HANDED = 12;

/** A session, or one of the two keys of an account that can be exchanged one by one. */
function isSessionOrKeyOfPair(name: string, value: string): boolean {
  return (
    /^(?:session|(?:primary|secondary)_?key)$/i.test(name) && /^[A-Za-z\d]{16,}$/.test(value) && isScrambled(value)
  );
}

/** An object that holds the halves of a sign-in: `"api_creds": {"id": …, "key": …}`. */
const CREDENTIALS = /cred(?:s|entials?)$/i;

/** Whether a value that is only called a key has the form of a key, and not of an ID or a name. */
function isRandomKey(value: string): boolean {
  const isName = isUuidOrHash(value) || isAttributeName(value) || isObjectKey(value) || SNAKE.test(value);
  return isRandom(value) && !isName && decodeKey(value) === "";
}

/** Words and numbers, as programs name variables: `host_127_0_0_1_45761_url`. */
const SNAKE = /^[a-z]{2,20}(?:_(?:[a-z]{1,20}|\d{1,5})){2,12}$/;

/** Whether a name consists of the host of a URL, with underscores: `mts0_example_com_url`, also without the end of a long one. */
function isOfHost(name: string, url = ""): boolean {
  const host = matchedText(/^https?:\/\/([\w.-]+)/, url, 1)
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, "_");
  return host.includes("_") && `${host}_url`.replace(/^[_\d]+/, "").startsWith(name);
}

/** A public key or a certificate in PEM (RFC 7468), as Base64 has its first line. */
const PUBLIC_KEY = /^LS0tLS1CRUdJTiB(?:QVUJMSUMg|SU0EgUFVCTElD|DRVJUSUZJ)/;

/** A number is a value too: a PIN. */
function valueOf({ kind, start, end }: JsonLeaf, text: string): string {
  return kind === TOKEN.string ? readString(text, start, end) : text.slice(start, end);
}
