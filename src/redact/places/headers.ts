import { knownAt } from "../../sequence/known-at.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { isRandom, isUuidOrHash } from "../../shapes/made-by-machine.ts";
import { findFormats } from "../formats/find-formats.ts";
import { looksGuessed } from "../formats/looks-guessed.ts";
import { classOfHeader, remember } from "../names.ts";
import { SHOWN_HEADERS, SHOWN_HEADER_ENDINGS } from "../names/header-names.ts";
import { isSignature } from "../names/signs.ts";
import { type RecentTexts, createRecentTexts } from "../recent-texts.ts";
import type { Vault } from "../vault/vault.ts";
import { maskAuthorization, maskChallenge } from "./auth-schemes.ts";
import { maskCookies, maskSetCookie } from "./cookies.ts";
import { maskInner, maskText } from "./nested.ts";
import { maskUrl } from "./url.ts";

/**
 * Masks the values of a flat list name, value, … in place.
 *
 * @param later called in place of masking a value that only looks like a secret @default it is masked at once
 */
export function maskHeaders(flat: string[], vault: Vault, later?: (guess: GuessedHeader) => void): void {
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const name = knownAt(flat, index);
    const value = knownAt(flat, index + 1);
    const rule = ruleOf(name) ?? (isSignature(name, value) ? maskSignature : undefined);
    const masked = rule === undefined ? maskUnknown(name, value, vault) : rule(value, vault);
    if (masked !== undefined) flat[index + 1] = masked;
    else if (later === undefined) flat[index + 1] = maskGuessed(value, vault);
    else later({ flat, index: index + 1, value });
  }
}

/** A value without a telling name that looks like a secret. */
export interface GuessedHeader {
  readonly flat: string[];
  readonly index: number;
  readonly value: string;
}

/** Masks a guess after everything of its exchange is known: it may be a token of it in another encoding, whose alias it then has. */
export function maskGuess({ flat, index, value }: GuessedHeader, vault: Vault): void {
  if (flat[index] === value) flat[index] = maskGuessed(value, vault);
}

/** Values that are known in another encoding, or have a known format, are masked in that way. */
function maskGuessed(value: string, vault: Vault): string {
  const isKnown = vault.sweep(value) !== value || findFormats(value).length > 0;
  return isKnown ? value : vault.maskHere(value, "token");
}

/** Whether the name of a header says nothing of its value, and the value does not look like a secret. */
export function isHarmlessHeader(name: string, value: string): boolean {
  return ruleOf(name) === undefined && !isSignature(name, value) && isHarmless(name, value);
}

/** A value without a telling name may be a secret by its looks: undefined if so. */
function maskUnknown(name: string, value: string, vault: Vault): string | undefined {
  const clean = cleanOf(vault);
  if (clean.has(value) && isHarmless(name, value)) return value;
  const masked = isPath(value) ? maskPath(value, vault) : maskText(value, vault);
  if (masked !== value) return masked;
  clean.add(value);
  return isHarmless(name, value) ? value : undefined;
}

function maskPath(path: string, vault: Vault): string {
  return maskUrl(maskInner(path, vault), vault);
}

/** Servers behind proxies repeat the path of a request in headers of many names, and HTTP/2 has it in `:path`. */
function isPath(value: string): boolean {
  return value.startsWith("/") && !/[\s,;<>"]/.test(value);
}

/**
 * Values that programs send with each request, in which nothing is to be masked. Each vault has its own: what it learned from such a value,
 * as from an encoded key, another vault has to learn for itself.
 */
function cleanOf(vault: Vault): RecentTexts {
  const known = cleanValues.get(vault);
  if (known !== undefined) return known;
  const made = createRecentTexts();
  cleanValues.set(vault, made);
  return made;
}

const cleanValues = new WeakMap<Vault, RecentTexts>();

function isHarmless(name: string, value: string): boolean {
  return isShown(name) || isUuidOrHash(value) || !looksGuessed(value);
}

const isShown = remember(
  (name: string): boolean => SHOWN_HEADERS.has(name.toLowerCase()) || SHOWN_HEADER_ENDINGS.test(name),
);

type HeaderRule = (value: string, vault: Vault) => string;

const maskSignature: HeaderRule = (value, vault) => vault.mask(value, "signature");

const RULES: ReadonlyMap<string, HeaderRule> = new Map([
  ["authorization", maskAuthorization],
  ["proxy-authorization", maskAuthorization],
  ["www-authenticate", maskChallenge],
  ["proxy-authenticate", maskChallenge],
  ["authentication-info", maskChallenge],
  ["proxy-authentication-info", maskChallenge],
  ["cookie", maskCookies],
  ["set-cookie", maskSetCookie],
  ["cookie2", maskCookies],
  ["set-cookie2", maskSetCookie],
  ["sec-websocket-protocol", maskProtocols],
]);

const ruleOf = remember((written: string): HeaderRule | undefined => {
  const name = written.toLowerCase();
  if (name.endsWith("-authorization")) return maskAuthorization;
  const secretClass = classOfHeader(name);
  return RULES.get(name) ?? (secretClass && ((value, vault) => vault.mask(value, secretClass)));
});

/**
 * Browsers cannot set headers on a WebSocket, so some programs send their token as one of its protocols: like Kubernetes, in base64 after a
 * name, or after a protocol that indicates it.
 */
function maskProtocols(value: string, vault: Vault): string {
  let isNext = false;
  return value.replaceAll(/[^,\s]+/g, (protocol) => {
    const [, name = "", token = protocol] = matchParts(
      /^(base64url\.bearer\.(?:authorization\.k8s\.io\.)?)(.+)$/,
      protocol,
    );
    const isToken = name !== "" || isNext || (isRandom(protocol) && !PROTOCOL_NAME.test(protocol));
    isNext = /^(?:bearer|authorization|(?:access[_-]?|auth[_-]?|id[_-]?)?token)$/i.test(protocol);
    if (!isToken) return protocol;
    const alias = vault.mask(token, "token");
    if (name !== "") vault.learnAs(Buffer.from(token, "base64url").toString(), alias, "token");
    return name + alias;
  });
}

/** Short words and versions: `base64.binary.k8s.io`. */
const PROTOCOL_NAME = /^[a-z0-9]{1,12}(?:[.-][a-z0-9]{1,12})+$/;
