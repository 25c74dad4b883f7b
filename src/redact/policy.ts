import type { SessionKey } from "./session/session-key.ts";
import type { SubstitutedKind } from "./substitutes.ts";

/**
 * The user's declarations about secrets, in addition to the secrets that wirewalk detects by itself. Plain data except
 * for the key, because other processes get it as JSON.
 */
export interface RedactionPolicy {
  /**
   * Values that are secret wherever they occur; those with fewer than six characters, only where they are a whole
   * value.
   */
  readonly secrets?: readonly string[];
  /**
   * Values that other programs store as secrets, such as in `clouds.yaml`; those with fewer than six characters are
   * masked only next to a telling name.
   */
  readonly foundSecrets?: readonly string[];
  /** Other places of secrets. */
  readonly rules?: readonly SecretRule[];
  /**
   * `strict` shows only the values of headers that are known to contain no secret, for files that leave the company.
   * @default "standard"
   */
  readonly level?: "standard" | "strict";
  /** Headers that `strict` shows too. */
  readonly showHeaders?: readonly string[];
  /**
   * Kinds of values that are replaced by made-up values of the same format although they are not secret. @default none
   */
  readonly substitute?: readonly SubstitutedKind[];
  /** Key of a session, with which several recorders give secrets the same aliases. @default aliases are numbered */
  readonly session?: SessionKey | undefined;
}

export type SecretRule =
  /** A header's whole value, by its name in any case. */
  | { readonly header: string }
  /** A value in JSON bodies (RFC 6901); `*` matches any member or index. */
  | { readonly pointer: string }
  /** The matches of a regular expression in any text; if it has a group, only the first group. */
  | { readonly pattern: string };
