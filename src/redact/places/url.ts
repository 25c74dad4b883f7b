import { matchParts } from "../../sequence/match-parts.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { isScrambled } from "../../shapes/is-scrambled.ts";
import { isNoWord, isRandom, isSecretSegment, isUuidOfAddress } from "../../shapes/made-by-machine.ts";
import { decodeComponent } from "../../trace/decode-component.ts";
import { classOfName, toPlainName } from "../names.ts";
import { PATH_BEGINNINGS, SECRET_PATH_NAMES, SECRET_PATH_PLACES, SECRET_PATH_WORDS } from "../names/path-words.ts";
import type { Vault } from "../vault/vault.ts";
import { maskPairs } from "./pairs.ts";
import { listWordsAround } from "./words-around.ts";

/** Masks a URL: user information, secret parameters of path and query, and of a fragment that is written as a query. */
export function maskUrl(url: string, vault: Vault): string {
  const fragment = indexOf(url, "#", url.length);
  const query = indexOf(url, "?", fragment);
  const address = url.slice(0, query);
  const marked = maskMarked(url.slice(query, fragment), vault, address);
  return (
    maskAddress(address, vault) +
    (LINK_END.test(address) ? maskLinkValues(marked, vault) : marked) +
    maskMarked(url.slice(fragment), vault)
  );
}

/** Where the part after a mark begins; its end if there is none. */
function indexOf(url: string, mark: string, end: number): number {
  const index = url.indexOf(mark);
  return index < 0 || index > end ? end : index;
}

/** The same for every URL in a text, relative ones too. */
export function maskUrlsIn(text: string, vault: Vault): string {
  let masked = "";
  let copied = 0;
  for (const { start, end } of listWordsAround(text, WORDS_WITH_SIGN)) {
    const word = text.slice(start, end);
    const found = maskQuoted(word, vault);
    if (found === word) continue;
    masked += text.slice(copied, start) + found;
    copied = end;
  }
  return masked + text.slice(copied);
}

/** Quotes and brackets may be a part of a URL, unless one opens before it. */
function maskQuoted(word: string, vault: Vault): string {
  const open = matchedText(/^['`(]+/, word);
  const close = open === "" ? "" : matchedText(/(?<!['`)])['`)]+[.,;:]?$/, word.slice(open.length));
  if (close === "") return maskUrl(word, vault);
  return open + maskUrl(word.slice(open.length, word.length - close.length), vault) + close;
}

function maskAddress(written: string, vault: Vault): string {
  const address = written.includes("=") ? maskSegments(maskCalls(written, vault), vault) : written;
  if (MAY_HOLD_PATH.test(address)) return maskAddressParts(maskPath(address, vault), vault);
  return maskAddressParts(address, vault);
}

/** `/ResetPassword(user='joe',newPassword='…')`, as OData calls what a service can do. */
function maskCalls(address: string, vault: Vault): string {
  return address.replaceAll(ARGUMENT, (all, head: string, name: string, quote: string, value: string) => {
    const secretClass = isNoWord(value) ? classOfName(name) : undefined;
    return secretClass === undefined ? all : head + quote + vault.mask(decodeComponent(value), secretClass);
  });
}

/** `/auth/token=…/x` */
function maskSegments(address: string, vault: Vault): string {
  return address.replaceAll(/(?<=\/)([\w.-]{2,60}=)([^/;?#]+)/g, (pair, _name, value: string) =>
    isNoWord(value) ? maskPairs(pair, vault) : pair,
  );
}

const ARGUMENT = /((?:\(|%28|,|%2C)([A-Za-z_]\w{0,60})=)('|%27)([^,()'%]{4,400})(?=\3(?:,|%2C|\)|%29))/gi;

function maskAddressParts(written: string, vault: Vault): string {
  if (!/[@;]/.test(written)) return written;
  const address = maskUsersWithin(written, vault);
  const [, start = "", information = "", rest = address] = matchParts(
    /^((?:[a-z][a-z0-9+.-]*:)?\/\/)([^/]*)(@.*)$/is,
    address,
  );
  return start + maskUserInformation(information, vault) + maskPathParameters(rest, PROPERTIES.test(address), vault);
}

/** `/proxy/joe:…@db.example/x`: an address in a path, without what opens it. */
function maskUsersWithin(address: string, vault: Vault): string {
  return address.replaceAll(USER_WITHIN, (all, head: string, password: string) => {
    const value = decodeComponent(password);
    return isNoWord(value) ? head + vault.mask(value, "password") : all;
  });
}

const USER_WITHIN =
  /((?<=[^/:]\/)[^\s/:@?#]{1,60}:)([^\s/:@?#]{6,200})(?=@[\w-]{1,60}(?:\.[\w-]{1,60}){0,8}\.[a-z]{2,20}(?:[/:]|$))/gi;

/** Alone, a user is a token (`https://ghp_…@github.com`); next to a password only a name. */
function maskUserInformation(information: string, vault: Vault): string {
  const colon = information.indexOf(":");
  const user = decodeComponent(colon < 0 ? information : information.slice(0, colon));
  const password = colon < 0 ? "" : decodeComponent(information.slice(colon + 1));
  if (password === "") return vault.mask(user, "token") + (colon < 0 ? "" : ":");
  return `${vault.mask(user, "user")}:${vault.mask(password, "password")}`;
}

/** `jdbc:db2://h/a:user=joe;password=…;` has properties, whose values may contain slashes. */
const PROPERTIES = /^jdbc:/i;

/** `/list;jsessionid=…/1` */
function maskPathParameters(path: string, hasProperties: boolean, vault: Vault): string {
  return path.replaceAll(
    hasProperties ? /;([^;]*)/g : /;([^/;]*)/g,
    (_all, parameter: string) => `;${maskPairs(parameter, vault)}`,
  );
}

/** The first character, `?` or `#`, is not part of the first name. A page in a browser keeps an address in its fragment: `#/reset/8Fk2…`. */
function maskMarked(part: string, vault: Vault, address = ""): string {
  if (/^#!?\//.test(part)) return maskPageAddress(part, vault);
  return part === "" ? "" : part.charAt(0) + maskPairs(part.slice(1), vault, address);
}

function maskPageAddress(fragment: string, vault: Vault): string {
  const query = indexOf(fragment, "?", fragment.length);
  return maskAddress(fragment.slice(0, query), vault) + maskMarked(fragment.slice(query), vault);
}

/** `/magic-link?t=8Fk2…`: the secret of such a link is in its query, whatever its name is. */
function maskLinkValues(query: string, vault: Vault): string {
  return query.replaceAll(/(?<![\w.-])([\w.-]+=)([^&#]+)/g, (pair, name: string, value: string) => {
    const isSecret = !PUBLIC_PARAMETER.test(name) && !isUuidOfAddress(value) && isSecretSegment(value);
    return isSecret ? name + vault.mask(decodeComponent(value), "secret") : pair;
  });
}

const PUBLIC_PARAMETER = /(?:id|cursor|marker|page|pagetoken|ur[il]|hash|nonce|ref|to|next|redirect)=$/i;

const LINK_END =
  /\/(?:magic|(?:reset|confirm|verify|activate|unsubscribe)(?=$|\/|[-_])|passwordreset|resetpassword)[\w-]{0,30}\/?$/i;

type Ask = (value: string) => boolean;

/** The kinds of values that are secret after a telling segment: `reset`, `reset-password`, `verify_email`. */
function askBehind(segment: string): Ask | undefined {
  if (segment.length > LONGEST_WORD) return undefined;
  const plain = toPlainName(segment);
  if (WORDS.has(plain) || LINKS.test(segment)) return isSecretSegment;
  if (PLACES.has(plain)) return (value) => isRandom(value) && !isUuidOfAddress(value) && !NAME_OR_ID.test(value);
  return PATH_NAMES.has(plain) ? isScrambled : undefined;
}

const LONGEST_WORD = 40;

/** What things are called that have an address of their own: `hook_f19d25e6fac311efaf305b2397f4f7d3`, `cs-joe-example-com-10032001`. */
const NAME_OR_ID = /^(?:(?![a-z]*(?:key|pass|sec|tok))[a-z]{2,12}_[\da-f]{32}|(?:[a-z]{2,12}-){3,12}[\da-f]{1,16})$/;

const LINKS = /^(?:activate|confirm|invite|magic|reset|unsubscribe|verify)[-_][a-z]+(?:[-_][a-z]+)?$/i;

const MAY_HOLD_PATH = new RegExp(String.raw`\/(?:${PATH_BEGINNINGS.join("|")})[^/]*\/`, "i");

/** The same within a word, and what sets the parts of a URL apart. */
const WORDS_WITH_SIGN = {
  sign: new RegExp(String.raw`[?@#;]|\/(?:${PATH_BEGINNINGS.join("|")})[^/\s<>"]*\/`, "gi"),
  before: /[\s<>"]/,
  after: /[\s<>"]/g,
};

/** A segment, or one that follows it soon, after a telling word: `/reset/8Fk2…`, `/services/T0/B0/xYz…`. */
function maskPath(address: string, vault: Vault): string {
  const segments = address.split("/");
  let isSecretBehind: Ask = () => false;
  return segments
    .map((segment) => {
      const ask = askBehind(segment);
      if (ask !== undefined) {
        isSecretBehind = ask;
        return segment;
      }
      const [, value = "", rest = ""] = matchParts(/^([^;]*)(.*)$/s, segment);
      // A calendar that is open to anyone who knows its address.
      const isPrivate = /^private-(?=[a-z]*\d)[\da-z]{20,64}$/i.test(value);
      return isPrivate || isSecretBehind(value) ? vault.mask(decodeComponent(value), "secret") + rest : segment;
    })
    .join("/");
}

const WORDS: ReadonlySet<string> = new Set(SECRET_PATH_WORDS);
const PLACES: ReadonlySet<string> = new Set(SECRET_PATH_PLACES);
const PATH_NAMES: ReadonlySet<string> = new Set(SECRET_PATH_NAMES);
