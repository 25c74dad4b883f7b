import { LESS } from "../../sequence/ascii.ts";
import { firstText } from "../../sequence/first-text.ts";
import { indexOrEnd } from "../../sequence/index-or-end.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { textAt } from "../../sequence/text-at.ts";
import { isNoWord } from "../../shapes/made-by-machine.ts";
import { unescapeXml } from "../../trace/bodies/xml-text.ts";
import type { SecretClass } from "../formats/classes.ts";
import { classOfName, remember, toPlainName } from "../names.ts";
import { classByShape, hasTellingShape } from "../names/class-by-shape.ts";
import { isPlaceholder } from "../placeholder.ts";
import type { Vault } from "../vault/vault.ts";
import { createOpenElements, type Element, isGeneric, type OpenElements } from "./open-elements.ts";
import { isSecretParameter } from "./positional.ts";

/**
 * Masks XML and HTML in place, by the names of elements and attributes: `<wsse:Password>…`, `token="…"`, `<input name="password"
 * value="…">`, `<member><name>password</name><value>…`, `<key>password</key><string>…`, `<property name="password">…`. Malformed markup is
 * read as far as it makes sense.
 */
export function maskXml(written: string, vault: Vault): string {
  // Some write the value first.
  const text = written.includes("value>") ? maskValuesFirst(written, vault) : written;
  const isSignIn = hasSignInFields(text);
  const reader: Reader = { elements: createOpenElements(), said: "", call: createCall(), isSignIn, vault };
  let masked = "";
  let copied = 0;
  for (let at = 0; at < text.length;) {
    let end = passQuiet(text, at, reader);
    if (end < 0) {
      const [piece = "", tag, name, attributes] = readPiece(text, at);
      end = at + piece.length;
      const found = tag === undefined ? maskContentOf(piece, reader) : maskTag({ tag, name, attributes }, reader);
      if (found !== piece) {
        masked += text.slice(copied, at) + found;
        copied = end;
      }
    }
    at = end;
  }
  return masked + text.slice(copied);
}

interface Reader {
  readonly elements: OpenElements;
  /** Content of the last `name` or `key` element, which belongs to the `value` or `string` that follows it. */
  said: string;
  readonly call: Call;
  /** Whether a field called `code` belongs to a sign-in. */
  readonly isSignIn: boolean;
  readonly vault: Vault;
}

/** Offset after a tag without attributes, or after the content of an element that suggests nothing; -1 if it has to be checked. */
function passQuiet(text: string, at: number, { elements, call }: Reader): number {
  if (text.charCodeAt(at) !== LESS) {
    if (!elements.last().isQuiet) return -1;
    return indexOrEnd(text, "<", at);
  }
  PLAIN_TAG.lastIndex = at;
  const found = PLAIN_TAG.exec(text);
  if (found === null) return -1;
  const element = elementOf(textAt(found, 2));
  if (found[1] === "/") elements.close(element.local);
  else openElement(element, elements, call);
  return PLAIN_TAG.lastIndex;
}

const PLAIN_TAG = /<(\/?)([A-Za-z_][\w.:-]*)>/y;

function openElement(element: Element, elements: OpenElements, call: Call): void {
  if (element.local === "param") call.place += 1;
  elements.open(element);
}

function maskContentOf(piece: string, reader: Reader): string {
  if (piece.startsWith("<!--") || piece.startsWith("<?")) return piece;
  const { elements, call, vault } = reader;
  const { local: own, labelled } = elements.last();
  if (NAMING.test(own)) reader.said = toPlainName(piece);
  if (own === "methodname") call.method = piece.trim();
  if (isGeneric(own) && isArgument(elements, call, piece.trim())) return maskContent(piece, "password", vault);
  const name = isGeneric(own) && classOfName(reader.said) !== undefined ? reader.said : elements.name();
  const byName = classOfName(name) ?? (name === own ? classByShape(name, piece.trim()) : undefined);
  // `<setting name="password"><value>…`
  const label = labelled ?? (isGeneric(own) ? elements.last(2).labelled : undefined);
  const secretClass = byName ?? (label && isLabelledSecret(piece, own, label) ? label : undefined);
  if (secretClass === undefined || piece.trim() === "") return piece;
  if (isGeneric(own)) reader.said = "";
  return maskContent(piece, secretClass, vault);
}

/** What names the value after it. */
const NAMING = /^(?:key|(?:param|enventry|configproperty|property)?name)$/;

interface Tag {
  readonly tag: string;
  readonly name: string | undefined;
  readonly attributes: string | undefined;
}

function maskTag({ tag, name = "", attributes = "" }: Tag, { elements, call, isSignIn, vault }: Reader): string {
  const element = elementOf(name);
  if (tag === "</") elements.close(element.local);
  else if (attributes.endsWith("/>")) {
    if (element.local === "param") call.place += 1;
  } else {
    const labelled = classOfLabel(attributes);
    openElement(labelled === undefined ? element : { ...element, labelled, isQuiet: false }, elements, call);
  }
  return tag + name + maskAttributes(attributes, isSignIn, vault);
}

function maskValuesFirst(text: string, vault: Vault): string {
  return text.replaceAll(VALUE_FIRST, (all: string, value: string, name: string) => {
    const secretClass = classOfName(name);
    return secretClass === undefined ? all : all.replace(value, () => maskContent(value, secretClass, vault));
  });
}

/** A call of XML-RPC, whose parameters have no names. */
interface Call {
  method: string;
  /** Of the parameter that was opened last, from 0. */
  place: number;
}

function createCall(): Call {
  return { method: "", place: -1 };
}

/** A text that is all of a parameter: `<param><value>…`, `<param><value><string>…`. */
function isArgument(elements: OpenElements, { method, place }: Call, value: string): boolean {
  if (method === "" || value === "") return false;
  return [1, 2, 3].some((back) => elements.last(back).local === "param") && isSecretParameter(method, place, value);
}

const VALUE_FIRST =
  /(?<=<(?:\w+:)?value>\s{0,20}(?:<\w+>)?)([^<]+)(?=(?:<\/\w+>)?\s{0,20}<\/(?:\w+:)?value>\s{0,20}<(?:\w+:)?(?:name|key)>([^<]{2,60})<)/g;

/** One without attributes. */
const elementOf = remember((name: string): Element => {
  const local = localName(name);
  const isTelling =
    isGeneric(local) ||
    local === "methodname" ||
    NAMING.test(local) ||
    hasTellingShape(local) ||
    classOfName(local) !== undefined;
  return { local, labelled: undefined, isQuiet: !isTelling };
});

/** A comment, a tag, a section, or what is before the next one, at a place of a text; with the parts of a tag. */
function readPiece(text: string, at: number): readonly (string | undefined)[] {
  // Long contents are not left to a pattern, for which V8 may need some bytes of its stack for each character.
  if (text.charCodeAt(at) !== LESS) return [text.slice(at, indexOrEnd(text, "<", at))];
  PIECE.lastIndex = at;
  return matchParts(PIECE, text);
}

const PIECE = /<!--[\s\S]*?(?:-->|$)|<\?[^<>]*>?|(<\/?)([A-Za-z_][\w.:-]*)([^<>]*>?)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|</y;

const localName = remember((name: string): string => toPlainName(name.slice(name.indexOf(":") + 1)));

/** The name in `<property name="password">`. */
function classOfLabel(attributes: string): SecretClass | undefined {
  if (!attributes.includes("=")) return undefined;
  const [, , label = ""] = matchParts(/(?:^|\s)(?:name|key|var|path|id)\s*=\s*(["'])([\w.:/-]{2,200})\1/i, attributes);
  return classOfName(label.slice(label.lastIndexOf("/") + 1));
}

/** Prose too has such a label, as what a program shows: `<string name="password">Password</string>`. */
function isLabelledSecret(piece: string, element: string, secretClass: SecretClass): boolean {
  const value = piece.trim().replaceAll(/^<!\[CDATA\[|\]\]>$/g, "");
  return isNoWord(value) || (secretClass === "password" && SETTING.test(element) && /^\S+$/.test(value));
}

/** Elements in which a file of settings sets one. */
const SETTING = /^(?:property|entry|setting|variable)$/;

type ClassOfName = ReturnType<typeof classOfName>;

function maskContent(content: string, secretClass: SecretClass, vault: Vault): string {
  const before = matchedText(/^\s*(?:<!\[CDATA\[)?/, content);
  const value = content
    .slice(before.length)
    .trimEnd()
    .replace(/\]\]>$/, "");
  const behind = content.slice(before.length + value.length);
  return before + maskValue(value, { secretClass, isText: before.endsWith("[") }, vault) + behind;
}

/** By its own name, or by the `name`, `id` or `key` next to a `value` or `content`. */
function maskAttributes(attributes: string, isSignIn: boolean, vault: Vault): string {
  if (!attributes.includes("=")) return attributes;
  const pairs = Array.from(attributes.matchAll(ATTRIBUTE));
  const hasCode =
    isSignIn &&
    pairs.some(([, , name = "", , , double, single, bare]) => {
      return localName(name) === "value" && isAuthorizationCode(firstText(double, single, bare));
    });
  const labelled = pairs
    .filter(([, , name = ""]) => /^(?:name|id|key|property|type)$/i.test(name))
    .map(([, , , , , double, single, bare]) => classOfField(firstText(double, single, bare), hasCode))
    .find((secretClass) => secretClass !== undefined);
  return attributes.replaceAll(
    ATTRIBUTE,
    (_all, head: string, name: string, _value: string, quote = "", double?: string, single?: string, bare?: string) => {
      const value = firstText(double, single, bare);
      const local = localName(name);
      const isLabelled = labelled !== undefined && (local === "value" || local === "content");
      const secretClass = isLabelled ? labelled : classOfName(local);
      if (secretClass === undefined || local === "id") return head + quote + value + quote;
      return head + quote + maskValue(value, { secretClass, isText: false }, vault) + quote;
    },
  );
}

function classOfField(name: string, hasCode: boolean): SecretClass | undefined {
  return classOfName(name) ?? (hasCode && name === "code" ? "code" : undefined);
}

/** The form that a server answers a sign-in with, which a page sends on (openid.net/specs/oauth-v2-form-post-response-mode-1_0.html). */
function hasSignInFields(text: string): boolean {
  return (
    /\bname\s*=\s*["']?code\b/.test(text) &&
    /\bname\s*=\s*["']?(?:state|session_state|id_token|iss)\b/.test(text) &&
    !OF_ADDRESS.test(text)
  );
}

/** Fields next to the state of a country and to its code. */
const OF_ADDRESS =
  /\bname\s*=\s*["']?(?:[\w-]{1,40}[_-])?(?:street|city|town|zip|zip_?code|post(?:al)?_?code|country)\b/i;

/** Long and no word, neither a postal code nor a voucher. */
function isAuthorizationCode(value: string): boolean {
  return value.length >= SHORTEST_CODE && isNoWord(value);
}

/** Characters. */
const SHORTEST_CODE = 12;

const ATTRIBUTE =
  /((?<![\w.:-])([\w.:-]+)\s*=\s*)((["'])(?:(?<=")([^"<]*)"|(?<=')([^'<]*)')|([^\s"'<>=`]*[^\s"'<>=`/]))/g;

function maskValue(
  written: string,
  { secretClass, isText }: { readonly secretClass: NonNullable<ClassOfName>; readonly isText: boolean },
  vault: Vault,
): string {
  const value = isText ? written : unescapeXml(written);
  if (isPlaceholder(value)) return written;
  const alias = vault.mask(value, secretClass);
  return alias === value ? written : alias;
}
