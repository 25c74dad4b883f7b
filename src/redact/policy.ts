import type { SessionKey } from "./session/session-key.ts";
import type { SubstitutedKind } from "./substitutes.ts";

/**
 * What the user declares about secrets, in addition to what wirewalk detects by itself. Plain data except for the key: other processes get
 * it as JSON.
 */
export interface RedactionPolicy {
  /** Values that the user says are secret wherever they occur; of fewer than six characters, wherever one is all of a value. */
  readonly secrets?: readonly string[];
  /** Values that other programs keep as secrets, in `clouds.yaml`; of fewer than six characters, only next to a telling name. */
  readonly foundSecrets?: readonly string[];
  /** Where else there are secrets. */
  readonly rules?: readonly SecretRule[];
  /**
   * `strict` shows the value of no header but those known to hold no secret, for files that leave the company.
   * @default "standard"
   */
  readonly level?: "standard" | "strict";
  /** Headers that `strict` shows too. */
  readonly showHeaders?: readonly string[];
  /** What is replaced by made-up values of the same format although it is no secret. @default nothing */
  readonly substitute?: readonly SubstitutedKind[];
  /** Key of a session by which several recorders name secrets alike. @default they are numbered */
  readonly session?: SessionKey | undefined;
}

export type SecretRule =
  /** A header's whole value, by its name in any case. */
  | { readonly header: string }
  /** A value in JSON bodies (RFC 6901); `*` matches any member or index. */
  | { readonly pointer: string }
  /** What a regular expression matches in any text; where it has a group, what the first one matches. */
  | { readonly pattern: string };
