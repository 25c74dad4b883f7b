import { matchParts } from "../sequence/match-parts.ts";
import { hasProvisionalAlias } from "../trace/alias.ts";
import { findFlatHeader } from "../trace/headers.ts";
import { informationalOf, messagesOf } from "../trace/journal/details.ts";
import type { Exchange, ExchangeBody, ExchangeMessage } from "../trace/journal/exchange.ts";
import { mapTexts } from "../trace/journal/map-texts.ts";
import type { Alike } from "../trace/model/types.ts";
import { formatStub } from "../trace/stub.ts";
import type { SecretClass } from "./formats/classes.ts";
import { findCutWord, findFormats } from "./formats/find-formats.ts";
import { maskBody, maskByKind } from "./places/body.ts";
import { maskHeaders } from "./places/headers.ts";
import { learnWithin } from "./places/learn-within.ts";
import { formatHeld, readSwept } from "./places/mask-bytes.ts";
import { learnInner, maskText } from "./places/nested.ts";
import { maskSecretBodies } from "./places/secret-bodies.ts";
import { whyUnopened } from "./places/unopened.ts";
import { whyUnreadable } from "./places/unreadable.ts";
import { maskUrl } from "./places/url.ts";
import { type WholeMask, createWholeMask } from "./places/whole-values.ts";
import type { RedactionPolicy } from "./policy.ts";
import { createQuickRedaction } from "./quick-exchange.ts";
import { followRawHeads } from "./raw-heads.ts";
import { createRecentTexts } from "./recent-texts.ts";
import type { SessionKey } from "./session/session-key.ts";
import { hideUnknownHeaders } from "./strict.ts";
import type { SubstitutedKind } from "./substitutes.ts";
import { withTwin } from "./twin.ts";
import { toRuleMask } from "./user-rules.ts";
import type { LearnedSecret } from "./vault/alias-book.ts";
import { findAlike } from "./vault/find-alike.ts";
import { maskHits } from "./vault/replace-hits.ts";
import type { LearnedHit } from "./vault/short-values.ts";
import { type Vault, type VaultState, createVault } from "./vault/vault.ts";
import { WINDOW } from "./vault/window-table.ts";

/** Masks the secrets of a recording. A secret that it learns in one exchange is masked in all others. */
export interface Redactor {
  /** Learns the secrets of an exchange, and masks them and all earlier ones, in place. Its stated sizes stay. */
  readonly redactExchange: (exchange: Exchange) => void;
  /** Masks, in place, the secrets that were learned since the exchange was redacted. */
  readonly sweepExchange: (exchange: Exchange) => void;
  /** Masks learned values in any other text: arguments, variables, output, messages. Learns nothing. */
  readonly redactText: (text: string) => string;
  /** Learns and masks the secrets in a text of any kind, such as the output of a program. */
  readonly redactOutput: (text: string) => string;
  /** Positions of learned values, in any form, in a finished text. */
  readonly findLearned: (text: string) => readonly LearnedHit[];
  /** Positions in a finished text that may be a learned value which is too short to be certain. */
  readonly findPossible: (text: string) => readonly LearnedHit[];
  /** Learns a value from elsewhere, such as a variable of the environment. */
  readonly learn: (value: string, secretClass: SecretClass) => void;
  /** Calls back for each value learned so far, and from now on for each new one as soon as it is learned. */
  readonly follow: (follower: (secret: LearnedSecret) => void) => void;
  /** Values to substitute after everything is recorded, although they are not secret. */
  readonly substitute: readonly SubstitutedKind[];
  /** Secrets that differ only in spelling. @param aliasOf see `AliasNumbering` */
  readonly findAlike: (aliasOf: (replacement: string) => string | undefined) => readonly Alike[];
  /** Number of values learned. */
  readonly learnedCount: number;
  /** The key of its session, if it belongs to one. */
  readonly session: SessionKey | undefined;
  /** Everything that it has learned, sealed for the other recorders of its session. */
  readonly sealLearned: () => readonly string[];
}

export interface RedactorOptions {
  /** Secrets that are known from the start, such as those of other recorders of the same session. @default none */
  readonly learned?: readonly LearnedSecret[];
  /** The user's declarations about secrets. */
  readonly policy?: RedactionPolicy | undefined;
}

export function createRedactor(options: RedactorOptions = {}): Redactor {
  return createTwin(options, undefined);
}

/** A redactor that continues where another one, in another thread, is. */
export function createTwin({ learned = [], policy = {} }: RedactorOptions, state: VaultState | undefined): Redactor {
  const followers: ((secret: LearnedSecret) => void)[] = [];
  let isTaking = false;
  const vault = createVault((secret) => {
    for (const follower of followers) follower(secret);
    // A twin has learned it already, and under which name.
    if (!isTaking) learnWithin(secret, vault);
  }, policy.session);
  const takeState = (taken: VaultState): void => {
    isTaking = true;
    vault.takeState(taken);
    isTaking = false;
  };
  const isTakingState = (): boolean => isTaking;
  // First, so that nothing gets another name here.
  if (state !== undefined) takeState(state);
  // A program that shows its environment shows the key.
  if (policy.session !== undefined) vault.mask(policy.session.reveal(), "key");
  for (const { value, replacement, secretClass } of learned) vault.learnAs(value, replacement, secretClass);
  const { secrets = [], foundSecrets = [], rules = [], substitute = [] } = policy;
  for (const secret of [...secrets, ...foundSecrets]) vault.mask(secret, "secret");
  // Again, for the numbers that were given since.
  if (state !== undefined) takeState(state);
  const wholes = toWholeMask(secrets, vault);
  const ruleMasks = rules.map((rule) => toRuleMask(rule));
  const shownHeaders = new Set(policy.showHeaders?.map((name) => name.toLowerCase()));
  // What is learned in one text is known from then on, so a second pass would find nothing new.
  const plainUrls = createRecentTexts();
  const maskAddress = (url: string): string => {
    learnInner(url, vault);
    const masked = maskUrl(url, vault);
    if (masked === url) plainUrls.add(url);
    return masked;
  };
  const hasRules = wholes !== undefined || rules.length > 0 || policy.level === "strict";
  const redactQuickly = createQuickRedaction(vault, (url) => {
    showAddress(url, vault);
    return maskAddress(url);
  });
  const sweepExchange = (exchange: Exchange): void => {
    if (exchange.knownSecrets === vault.size) return;
    wholes?.maskExchange(exchange);
    const isSame = sweepLearned(exchange, vault);
    if (exchange.knownSecrets !== undefined) exchange.knownSecrets = isSame ? vault.size : undefined;
  };
  return withTwin(
    { policy, vault, takeState, isTakingState },
    {
      redactExchange: (exchange) => {
        exchange.knownSecrets = undefined;
        if (!hasRules && redactQuickly(exchange)) {
          noteUnopened(exchange.requestBody, exchange.requestHeaders, false);
          noteUnopened(exchange.responseBody, exchange.responseHeaders, false);
          exchange.knownSecrets = vault.size;
          return;
        }
        const fitRawHeads = followRawHeads(exchange);
        for (const mask of ruleMasks) mask(exchange, vault);
        showAddress(exchange.url, vault);
        maskSecretBodies(exchange, vault);
        if (!plainUrls.has(exchange.url)) exchange.url = maskAddress(exchange.url);
        exchange.reason = maskText(exchange.reason, vault);
        vault.takePassed();
        maskHeaders(exchange.requestHeaders, vault);
        maskBody(exchange.requestBody, vault);
        const isRequestDeep = vault.takePassed();
        maskHeaders(exchange.responseHeaders, vault);
        maskBody(exchange.responseBody, vault);
        const isResponseDeep = vault.takePassed();
        for (const message of messagesOf(exchange)) maskMessage(message, vault);
        if (exchange.more?.error !== undefined)
          exchange.more.error.message = maskText(exchange.more.error.message, vault);
        mapTexts(exchange, (text) => maskHits(text, findFormats(text), vault));
        if (exchange.more?.trailers !== undefined) maskHeaders(exchange.more.trailers, vault);
        if (exchange.more?.requestTrailers !== undefined) maskHeaders(exchange.more.requestTrailers, vault);
        for (const answer of informationalOf(exchange)) maskHeaders(answer.headers, vault);
        sweepExchange(exchange);
        dropCutWords(exchange);
        if (policy.level === "strict") hideUnknownHeaders(exchange, shownHeaders);
        noteUnopened(exchange.requestBody, exchange.requestHeaders, isRequestDeep);
        noteUnopened(exchange.responseBody, exchange.responseHeaders, isResponseDeep);
        fitRawHeads?.();
      },
      sweepExchange,
      redactText: (text) => redactArgument(wholes?.maskText(text) ?? text, vault),
      redactOutput: (text) => {
        const masked = maskByKind(wholes?.maskText(text) ?? text, "", vault);
        return vault.sweep(maskHits(masked, findFormats(masked), vault));
      },
      findLearned: vault.find,
      findPossible: vault.findPossible,
      learn: (value, secretClass) => {
        vault.mask(value, secretClass);
      },
      follow: (follower) => {
        for (const secret of vault.learned()) follower(secret);
        followers.push(follower);
      },
      findAlike: (aliasOf) => findAlike(vault.learned(), aliasOf),
      substitute,
      get learnedCount() {
        return vault.size;
      },
      session: policy.session,
      sealLearned: () => policy.session?.seal(vault.learned()) ?? [],
    },
  );
}

/** What has been learned, wherever it is by now, and what cannot be inspected. Returns whether all texts stayed as they were. */
function sweepLearned(exchange: Exchange, vault: Vault): boolean {
  let isSame = true;
  const sweep = (text: string): string => {
    const swept = vault.sweep(text);
    isSame &&= swept === text;
    return swept;
  };
  if (vault.size > 0) mapTexts(exchange, sweep);
  for (const body of [exchange.requestBody, exchange.responseBody]) {
    if (body === undefined) continue;
    // Cut by the limit, or by what broke the exchange off.
    const isCut = body.sha256 !== undefined || exchange.more?.error !== undefined;
    if (isCut) body.text = vault.maskCutEnd(body.text);
    stubBytes(body, vault);
  }
  for (const message of messagesOf(exchange)) {
    if (message.cutFrom !== undefined && !message.base64) message.text = vault.maskCutEnd(message.text);
    stubBytes(message, vault);
  }
  stubUnreadable(exchange);
  return isSame;
}

/** Once, after everything else is masked: what precedes the word was not at the end, so none of it is masked when it is swept again. */
function dropCutWords(exchange: Exchange): void {
  for (const body of [exchange.requestBody, exchange.responseBody])
    if (body?.sha256 !== undefined && !body.base64) body.text = dropCutWord(body.text);
  for (const message of messagesOf(exchange))
    if (message.cutFrom !== undefined && !message.base64) message.text = dropCutWord(message.text);
}

/** Of a text that a limit cut in a word, the word goes where a secret may begin so; the rest of it is not there either. */
function dropCutWord(text: string): string {
  return /REDACTED-[a-z]+-(?:~|[a-z]{0,3})\d+$/.test(text) ? text : text.slice(0, findCutWord(text));
}

/** The host and the path of a request are no secrets as a whole, whatever else has the same text. */
function showAddress(url: string, vault: Vault): void {
  const [, host = "", path = ""] = matchParts(/^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)([^?#]*)/i, url);
  vault.show(host);
  vault.show(path);
}

/** What the user calls a secret is masked as a whole value where it is too short to be searched for. */
function toWholeMask(secrets: readonly string[], vault: Vault): WholeMask | undefined {
  const aliases = secrets
    .filter((secret) => secret.length >= SHORTEST_WHOLE && secret.length < WINDOW)
    .map((secret) => [secret, vault.aliasOf(secret) ?? secret] as const);
  return aliases.length === 0 ? undefined : createWholeMask(new Map(aliases));
}

/** Characters. What is shorter is a value everywhere. */
const SHORTEST_WHOLE = 3;

/** What is said over a WebSocket has no media type. */
function maskMessage(message: ExchangeMessage, vault: Vault): void {
  const body = toBody(message);
  maskBody(body, vault);
  message.text = body.text;
  message.base64 = body.base64;
}

function toBody({ text, base64, cutFrom }: ExchangeMessage): ExchangeBody {
  const size = cutFrom ?? Buffer.byteLength(text, base64 ? "base64" : "utf8");
  const sha256 = cutFrom === undefined ? undefined : "";
  return { mimeType: "", text, base64, wireSize: size, decodedSize: size, sha256 };
}

/** Bytes that contain what was learned since they were masked are replaced as a whole. */
function stubBytes(
  body: Pick<ExchangeBody, "text" | "base64"> & Partial<Pick<ExchangeBody, "mimeType">>,
  vault: Vault,
): void {
  if (!body.base64) return;
  const text = readSwept(body.text, body.mimeType ?? "");
  const swept = vault.sweep(text);
  if (swept === text) return;
  body.base64 = false;
  body.text = formatHeld(swept);
}

function noteUnopened(body: ExchangeBody | undefined, headers: readonly string[], isDeep: boolean): void {
  if (body === undefined) return;
  const reason =
    whyUnopened(body, findFlatHeader(headers, "content-encoding")) ?? (isDeep ? "it is nested too deep" : undefined);
  if (reason !== undefined) body.unopened = reason;
  // To take away what is not there makes an object slow.
  else if (body.unopened !== undefined) delete body.unopened;
}

/** Fails closed: where there are secrets, a body in which they cannot be looked for may hold one. */
function stubUnreadable(exchange: Exchange): void {
  let holdsSecrets: boolean | undefined;
  for (const [body, headers] of [
    [exchange.requestBody, exchange.requestHeaders],
    [exchange.responseBody, exchange.responseHeaders],
  ] as const) {
    if (body === undefined) continue;
    holdsSecrets ??= holdsAlias(exchange);
    if (!holdsSecrets) return;
    const reason = whyUnreadable(body, isEncoded(headers));
    if (reason === undefined) continue;
    body.text = formatStub(body, reason);
    body.base64 = false;
  }
  for (const message of messagesOf(exchange)) {
    const body = toBody(message);
    const reason = whyUnreadable(body, false);
    if (reason === undefined) continue;
    holdsSecrets ??= holdsAlias(exchange);
    if (!holdsSecrets) return;
    message.text = formatStub(body, reason);
    message.base64 = false;
  }
}

function holdsAlias(exchange: Exchange): boolean {
  let holds = false;
  mapTexts(exchange, (text) => {
    holds ||= hasProvisionalAlias(text);
    return text;
  });
  return holds;
}

/** Whether a body is still in its content encoding, if it did not decode. */
function isEncoded(headers: readonly string[]): boolean {
  return findFlatHeader(headers, "content-encoding") !== undefined;
}

/** A short secret is masked only where it is all there is, or all that an option is set to: `--password=asdf`. */
function redactArgument(text: string, vault: Vault): string {
  const [, option = "", value = text] = matchParts(/^(--?[\w-]+=)(.*)$/s, text);
  return option + (vault.aliasOf(value) ?? vault.sweep(value));
}
