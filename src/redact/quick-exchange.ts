import { knownAt } from "../sequence/known-at.ts";
import type { Exchange, ExchangeBody } from "../trace/journal/exchange.ts";
import { findFormats } from "./formats/find-formats.ts";
import { type GuessedHeader, maskGuess, maskHeaders } from "./places/headers.ts";
import { maskText } from "./places/nested.ts";
import { isQuietHeader } from "./places/quiet-header.ts";
import { isQuietJson } from "./places/quiet-json.ts";
import { isSecretPlace } from "./places/secret-bodies.ts";
import type { Vault } from "./vault/vault.ts";

/**
 * Redacts an exchange of the common kind: headers that were seen before or are harmless by themselves, and bodies without secrets. What is
 * learned from an exchange applies to all of it, so each text can be handled alone only as long as nothing is learned.
 *
 * @returns false if it is of another kind; the exchange is unchanged then
 */
export type QuickRedaction = (exchange: Exchange) => boolean;

/** @param maskAddress what masks the URL of a request */
export function createQuickRedaction(vault: Vault, maskAddress: (url: string) => string): QuickRedaction {
  let known = createKnown();
  let version = vault.version;
  let isOdd = false;
  // Values that only look like secrets: named when it is clear that nothing was learned that they may be.
  let isGuess = false;
  let guesses: Guess[] = [];
  // What is recognized by its looks alone is learned last, after what has a name.
  const sweepAll = (text: string): string => {
    isOdd ||= findFormats(text).length > 0;
    return vault.sweep(text);
  };
  const maskHeader = (value: string, name: string): string => {
    if (isQuietHeader(name, value)) return vault.sweep(value);
    const flat = [name, value];
    maskHeaders(flat, vault, () => {
      isGuess = true;
    });
    return sweepAll(knownAt(flat, 1));
  };
  const maskUrl = (url: string): string => sweepAll(maskAddress(url));
  const maskReason = (reason: string): string => sweepAll(maskText(reason, vault));

  const maskOnce = (texts: Masked, text: string, mask: (text: string, name: string) => string, name = ""): string => {
    const before = texts.get(text);
    if (before !== undefined) return before;
    const masked = mask(text, name);
    // Deeper than any check.
    isOdd ||= vault.takePassed();
    if (isOdd || isGuess || text.length > LONGEST) return masked;
    if (texts.size >= MOST) texts.clear();
    texts.set(text, masked);
    return masked;
  };
  const headerOf = (name: string): KnownHeader => {
    const before = known.headers.get(name);
    if (before !== undefined) return before;
    const header = { name: sweepAll(name), values: new Map<string, string>() };
    if (isOdd || name.length > LONGEST) return header;
    if (known.headers.size >= MOST) known.headers.clear();
    known.headers.set(name, header);
    return header;
  };
  const maskValues = (flat: readonly string[]): string[] => {
    const masked: string[] = [];
    for (let index = 0; index < flat.length; index += 2) {
      const name = knownAt(flat, index);
      const header = headerOf(name);
      masked.push(header.name);
      if (index + 1 === flat.length) break;
      const value = knownAt(flat, index + 1);
      isGuess = false;
      masked.push(maskOnce(header.values, value, maskHeader, name));
      if (isGuess) guesses.push({ flat: masked, index: index + 1, value, values: header.values });
    }
    isGuess = false;
    return masked;
  };
  const maskGuesses = (): void => {
    for (const guess of guesses) {
      const { flat, index, value, values } = guess;
      maskGuess(guess, vault);
      if (value.length <= LONGEST && values.size < MOST) values.set(value, knownAt(flat, index));
    }
  };
  const isClean = (body: ExchangeBody | undefined): boolean => {
    if (body === undefined) return true;
    const { text, mimeType } = body;
    return (
      isPlainBody(body) && maskOnce(known.mimeTypes, mimeType, sweepAll) === mimeType && vault.sweep(text) === text
    );
  };

  return (exchange) => {
    if (!isPlain(exchange)) return false;
    vault.takePassed();
    isOdd = false;
    guesses = [];
    if (vault.version !== version) known = createKnown();
    version = vault.version;
    if (!known.urls.has(exchange.url) && isSecretPlace(exchange.url)) return false;
    const url = maskOnce(known.urls, exchange.url, maskUrl);
    const reason = maskOnce(known.reasons, exchange.reason, maskReason);
    const requestHeaders = maskValues(exchange.requestHeaders);
    if (!isClean(exchange.requestBody)) return false;
    const responseHeaders = maskValues(exchange.responseHeaders);
    if (!isClean(exchange.responseBody)) return false;
    const method = maskOnce(known.methods, exchange.method, sweepAll);
    if (vault.version !== version) {
      // What was remembered on the way may not go any more.
      version = -1;
      return false;
    }
    if (isOdd) return false;
    maskGuesses();
    exchange.method = method;
    exchange.url = url;
    exchange.reason = reason;
    exchange.requestHeaders = requestHeaders;
    exchange.responseHeaders = responseHeaders;
    return true;
  };
}

/** By the original text. */
type Masked = Map<string, string>;

interface KnownHeader {
  /** As it is masked. */
  readonly name: string;
  readonly values: Masked;
}

interface Guess extends GuessedHeader {
  /** Of its name. */
  readonly values: Masked;
}

interface Known {
  readonly headers: Map<string, KnownHeader>;
  readonly urls: Masked;
  readonly methods: Masked;
  readonly reasons: Masked;
  readonly mimeTypes: Masked;
}

function createKnown(): Known {
  return { headers: new Map(), urls: new Map(), methods: new Map(), reasons: new Map(), mimeTypes: new Map() };
}

/** Names, and values of each: a program that makes up new ones must not fill the memory. */
const MOST = 500;

/** Characters. */
const LONGEST = 4096;

/** Details in which nothing is masked whatever way is taken: numbers, names of ours, and what a handshake shows to everybody. */
const PLAIN_DETAILS: ReadonlySet<string> = new Set([
  "serverAddress",
  "connection",
  "client",
  "server",
  "connecting",
  "connected",
  "tried",
  "tls",
  "changed",
  "responseVersion",
  "retryOf",
  "redirectOf",
  "chunks",
]);

function isPlain({ more }: Exchange): boolean {
  for (const name in more) if (!PLAIN_DETAILS.has(name)) return false;
  return true;
}

/** JSON that is whole and in which there is nothing, not even what looks like an alias. */
function isPlainBody({ text, base64, mimeType, sha256 }: ExchangeBody): boolean {
  if (base64 || sha256 !== undefined || /^multipart\//i.test(mimeType)) return false;
  return text === "" || (isQuietJson(text) && !text.includes("REDACTED-"));
}
