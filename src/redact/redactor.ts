import { matchParts } from "../sequence/match-parts.ts";
import type { Exchange } from "../trace/journal/exchange.ts";
import type { Alike } from "../trace/model/types.ts";
import type { SecretClass } from "./formats/classes.ts";
import { findFormats } from "./formats/find-formats.ts";
import { maskByKind } from "./places/body.ts";
import { learnWithin } from "./places/learn-within.ts";
import { maskInner } from "./places/nested.ts";
import { showAddress } from "./places/show-address.ts";
import { maskUrl } from "./places/url.ts";
import { type WholeMask, createWholeMask } from "./places/whole-values.ts";
import type { RedactionPolicy } from "./policy.ts";
import { createQuickRedaction } from "./quick-exchange.ts";
import { createRecentTexts } from "./recent-texts.ts";
import type { SessionKey } from "./session/session-key.ts";
import type { SubstitutedKind } from "./substitutes.ts";
import { sweepLearned } from "./sweep-exchange.ts";
import { createThoroughRedaction, noteUnopened } from "./thorough-exchange.ts";
import { withTwin } from "./twin.ts";
import type { LearnedSecret } from "./vault/alias-book.ts";
import { findAlike } from "./vault/find-alike.ts";
import { maskHits } from "./vault/replace-hits.ts";
import type { LearnedHit } from "./vault/short-values.ts";
import type { VaultState } from "./vault/vault-twin.ts";
import { type Vault, createVault } from "./vault/vault.ts";
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
  /** Whether `findPossible` has anything to look for. */
  readonly seeksPossible: () => boolean;
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
export function createTwin(options: RedactorOptions, state: VaultState | undefined): Redactor {
  const { policy = {} } = options;
  const { vault, followers, takeState, isTakingState } = fillVault(options, state);
  const { secrets = [], rules = [], substitute = [] } = policy;
  const wholes = toWholeMask(secrets, vault);
  // What is learned in one text is known from then on, so a second pass would find nothing new.
  const plainUrls = createRecentTexts();
  const maskAddress = (url: string): string => {
    const masked = maskUrl(maskInner(url, vault), vault);
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
  const redactThoroughly = createThoroughRedaction(vault, {
    policy,
    maskAddress: (url) => (plainUrls.has(url) ? url : maskAddress(url)),
    sweepExchange,
  });
  return withTwin(
    { policy, vault, takeState, isTakingState },
    {
      redactExchange: (exchange) => {
        exchange.knownSecrets = undefined;
        if (hasRules || !redactQuickly(exchange)) return redactThoroughly(exchange);
        noteUnopened(exchange, { isRequestDeep: false, isResponseDeep: false });
        exchange.knownSecrets = vault.size;
      },
      sweepExchange,
      redactText: (text) => redactArgument(wholes?.maskText(text) ?? text, vault),
      redactOutput: (text) => {
        const masked = maskByKind(wholes?.maskText(text) ?? text, "", vault);
        return vault.sweep(maskHits(masked, findFormats(masked), vault));
      },
      findLearned: vault.find,
      findPossible: vault.findPossible,
      seeksPossible: vault.seeksPossible,
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

interface FilledVault {
  readonly vault: Vault;
  /** Told of each secret that is learned from now on. */
  readonly followers: ((secret: LearnedSecret) => void)[];
  readonly takeState: (taken: VaultState) => void;
  readonly isTakingState: () => boolean;
}

/** A vault that knows what its twin knows, what an earlier recording learned, and what the user declares. */
function fillVault({ learned = [], policy = {} }: RedactorOptions, state: VaultState | undefined): FilledVault {
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
  // First, so that nothing gets another name here.
  if (state !== undefined) takeState(state);
  // A program that shows its environment shows the key.
  if (policy.session !== undefined) vault.mask(policy.session.reveal(), "key");
  for (const { value, replacement, secretClass } of learned) vault.learnAs(value, replacement, secretClass);
  const { secrets = [], foundSecrets = [] } = policy;
  for (const secret of [...secrets, ...foundSecrets]) vault.mask(secret, "secret");
  // Again, for the numbers that were given since.
  if (state !== undefined) takeState(state);
  return { vault, followers, takeState, isTakingState: () => isTaking };
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

/** A short secret is masked only where it is all there is, or all that an option is set to: `--password=asdf`. */
function redactArgument(text: string, vault: Vault): string {
  const [, option = "", value = text] = matchParts(/^(--?[\w-]+=)(.*)$/s, text);
  return option + (vault.aliasOf(value) ?? vault.sweep(value));
}
