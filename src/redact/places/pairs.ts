import { matchParts } from "../../sequence/match-parts.ts";
import { isRandom } from "../../shapes/made-by-machine.ts";
import type { SecretClass } from "../formats/classes.ts";
import { classOfHeader, classOfName, toPlainName } from "../names.ts";
import { classByShape } from "../names/class-by-shape.ts";
import { isObjectKey } from "../names/object-key.ts";
import { isPublicValue } from "../names/public-values.ts";
import { PUBLIC_CODE, SIGN_IN_COMPANIONS, SIGN_IN_NAMES } from "../names/sign-in-names.ts";
import { isStreamKey, isStreamKeyName } from "../names/stream-key.ts";
import type { Vault } from "../vault/vault.ts";
import { classesOfCompanions } from "./companions.ts";
import { hasContactCode } from "./contact-codes.ts";
import { maskEscapedMembers } from "./escaped-quotes.ts";
import { isExpression } from "./is-expression.ts";

/**
 * Masks the values of `name=value&…`: a query, a fragment used as one, or a form. Everything else stays as it is.
 *
 * @param address what precedes a query @default ""
 */
export function maskPairs(text: string, vault: Vault, address = ""): string {
  if (!text.includes("=")) return text;
  const pairs = maskEscapedMembers(text, vault).split("&");
  const named = MAY_NAME.test(text) ? findNamedValues(pairs) : NOTHING;
  const signed = { ...named, ...classesOfCompanions(pairs, address), ...classesOfContact(pairs) };
  const known = isSignIn(pairs) ? { ...SIGN_IN_NAMES, ...signed } : signed;
  return pairs.map((pair) => maskPair(pair, { known, around: text }, vault)).join("&");
}

const MAY_NAME = /(?:name|key|label|param|masked|sensitive|secret)(?:\]|%5D)?=/i;

/** `vars[0][name]=API_KEY&vars[0][value]=…`: a value is classified by the neighboring name. */
function findNamedValues(pairs: readonly string[]): NamedClasses {
  const found: Record<string, SecretClass> = {};
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    // GitLab's variables say so of themselves.
    if (MARKED.test(pair)) found["value"] = "secret";
    const [, holder, , end = ""] = matchParts(
      /^(.*[[.])(name|key|label|param)(\]?)$/i,
      decode(pair.slice(0, Math.max(0, equals))),
    );
    const secretClass = holder === undefined ? undefined : classOfName(decode(pair.slice(equals + 1)));
    if (holder !== undefined && secretClass !== undefined) found[`${holder}value${end}`] = secretClass;
  }
  return found;
}

const MARKED = /^(?:masked|(?:is_?)?(?:sensitive|secret))=(?:true|1|on)$/i;

/** A tilde sets apart what a token of Akamai's consists of: `exp=1~acl=/*~hmac=…`. */
const SEPARATOR = /;|~(?=[\w.-]{1,60}=)/;

type NamedClasses = Readonly<Record<string, SecretClass>>;

const NOTHING: NamedClasses = {};

interface Surroundings {
  /** Classes by what is next to them. */
  readonly known: NamedClasses;
  /** All pairs. */
  readonly around: string;
}

/** `email=joe@example.com&code=482133` */
function classesOfContact(pairs: readonly string[]): NamedClasses {
  if (!pairs.some((pair) => CODE.test(pair))) return NOTHING;
  const members = pairs.map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return { name: decode(name), value: decode(value.join("=")) };
  });
  return hasContactCode(members) ? { code: "password" } : NOTHING;
}

const CODE = /^code=\d/;

function maskPair(pair: string, { known, around }: Surroundings, vault: Vault): string {
  let masked = "";
  let rest = pair;
  // Old programs separate by semicolons; a secret value may hold them, so they are looked for last.
  for (;;) {
    const equals = rest.indexOf("=");
    if (equals < 0) return masked + rest;
    const name = decode(rest.slice(0, equals));
    const secretClass = classOf(name, known) ?? classOfAmbiguous(name, rest.slice(equals + 1), around);
    if (secretClass !== undefined) return masked + maskValue(rest, equals, secretClass, vault);
    const separator = rest.slice(equals).search(SEPARATOR);
    if (separator < 0) return masked + rest;
    masked += rest.slice(0, equals + separator + 1);
    rest = rest.slice(equals + separator + 1);
  }
}

/** `password[]` and `password[0]` are lists of what has that name; `user[otp]` is called by what is in its brackets. */
function classOf(name: string, signIn: NamedClasses): SecretClass | undefined {
  if (OF_FIELDS.test(name)) return undefined;
  const list = name.replace(/(?<!\])(?:\[\d*\])+$/, "");
  const [, inner = list] = matchParts(/\[([^[\]]+)\]$/, list);
  // `password[old]`
  const [, outer = list] = matchParts(/^([\w.-]+)\[(?:old|new|current|confirm|value|plain)\]$/i, list);
  const byHeader = name.includes("-") ? classOfHeader(name) : undefined;
  return (
    classOfName(list) ??
    classOfName(inner) ??
    classOfName(outer) ??
    byHeader ??
    (Object.hasOwn(signIn, name) ? signIn[name] : undefined)
  );
}

/** What is wanted of each field: sparse fieldsets, sorting, paging (jsonapi.org). */
const OF_FIELDS = /^(?:fields|include|sort|page|order|columns|select)\[/;

/** `?key=` and `?code=`, as services of Google and Azure take them; keys of streams. */
function classOfAmbiguous(name: string, written: string, around: string): SecretClass | undefined {
  if (isStreamKeyName(name)) return isStreamKey(name, decode(written)) ? "key" : undefined;
  const value = decode(written);
  if (/^(?:key|code)$/i.test(name)) return isRandom(value) && !isObjectKey(value) ? "key" : undefined;
  const byShape = classByShape(name, value, around);
  if (byShape !== undefined) return byShape;
  return TICKET.test(name) && value.length >= SHORTEST_TICKET && isRandom(value) ? "token" : undefined;
}

/** Shorter ones are ids. */
const TICKET = /^(?:(?:ws|auth|session|login|sso|service)[_-]?)?ticket$|^(?:\.?crumb|session)$/i;
const SHORTEST_TICKET = 20;

function maskValue(pair: string, equals: number, secretClass: SecretClass, vault: Vault): string {
  const written = pair.slice(equals + 1);
  const value = decode(written);
  // A program has no escapes of URLs.
  if ((secretClass === "code" && PUBLIC_CODE.test(value)) || isPublicValue(value) || isExpression(written)) return pair;
  const masked = vault.mask(value, secretClass);
  return masked === value ? pair : pair.slice(0, equals + 1) + masked;
}

/** A sign-in is recognized by the parameters next to a `code`; by its `state` only if the code may belong to a sign-in. */
function isSignIn(pairs: readonly string[]): boolean {
  let hasState = false;
  let hasCode = false;
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    const name = equals < 0 ? pair : pair.slice(0, equals);
    if (name === "state") hasState = true;
    else if (name === "code") hasCode = !PUBLIC_CODE.test(pair.slice(equals + 1));
    else if (SIGN_IN_COMPANIONS.has(toPlainName(name))) return true;
  }
  return hasState && hasCode;
}

function decode(text: string): string {
  if (!/[%+]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    // Not every `%` is an escape.
    return text;
  }
}
