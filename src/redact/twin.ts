import type { RedactionPolicy } from "./policy.ts";
import type { Redactor } from "./redactor.ts";
import type { KnownState, VaultState } from "./vault/vault-twin.ts";
import type { Vault } from "./vault/vault.ts";

/**
 * How a redactor and its twin in another thread stay consistent: only one of them masks at a time, and informs the other before that one
 * does.
 */
export interface TwinState extends Pick<Vault, "stateVersion" | "stateSince"> {
  readonly policy: RedactionPolicy;
  readonly takeState: (state: VaultState) => void;
  /** Whether it is receiving what its twin has learned. */
  readonly isTakingState: () => boolean;
  /** How much it knows: see `stateSince`. */
  readonly known: () => KnownState;
  /** Called before the redactor is used: its twin may know more by then. */
  beforeUse: (() => void) | undefined;
}

interface Parts extends Pick<TwinState, "policy" | "takeState" | "isTakingState"> {
  readonly vault: Vault;
}

const states = new WeakMap<Redactor, TwinState>();

/** Undefined for a redactor of another implementation. */
export function twinStateOf(redactor: Redactor): TwinState | undefined {
  return states.get(redactor);
}

/** Lets a redactor have a twin. */
export function withTwin({ policy, vault, takeState, isTakingState }: Parts, own: Redactor): Redactor {
  const state: TwinState = {
    policy,
    takeState,
    isTakingState,
    known: () => vault.known,
    stateSince: vault.stateSince,
    get stateVersion() {
      return vault.stateVersion;
    },
    beforeUse: undefined,
  };
  const settled = <A extends readonly unknown[], R>(ask: (...asked: A) => R): ((...asked: A) => R) => {
    return (...asked) => {
      state.beforeUse?.();
      return ask(...asked);
    };
  };
  const redactor: Redactor = {
    redactExchange: settled(own.redactExchange),
    sweepExchange: settled(own.sweepExchange),
    redactText: settled(own.redactText),
    redactOutput: settled(own.redactOutput),
    findLearned: settled(own.findLearned),
    findPossible: settled(own.findPossible),
    seeksPossible: settled(own.seeksPossible),
    learn: settled(own.learn),
    follow: settled(own.follow),
    findAlike: settled(own.findAlike),
    sealLearned: settled(own.sealLearned),
    get learnedCount() {
      state.beforeUse?.();
      return own.learnedCount;
    },
    substitute: own.substitute,
    session: own.session,
  };
  states.set(redactor, state);
  return redactor;
}
