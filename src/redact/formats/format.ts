import type { SecretClass } from "./classes.ts";

/**
 * A kind of secret that is recognized by its looks, wherever it is: a row of the one table. Everything else (search, masks, detection of
 * truncated ones, what stays before the alias, docs, tests) is derived from these rows.
 */
export interface SecretFormat {
  /** The name in reports and `allow-secret` comments. */
  readonly id: string;
  /** The owner, for people: `GitLab`. */
  readonly of: string;
  readonly class: SecretClass;
  /** Texts that identify the kind: `glpat-`. At least three characters each, because texts are searched for them. */
  readonly openings: readonly string[];
  /** Regular expression for the part before the opening, which belongs to the secret. @default no letter or digit */
  readonly before?: string;
  /** Regular expression for the part after the opening that is also public: a line of `PRIVATE KEY-----`. @default nothing */
  readonly between?: string;
  /** Regular expression of the secret part, which ends it. Repeats with an end (`{20,}` has none) are followed by anything. */
  readonly rest: string;
  /** Other text that a match requires, if most texts contain the opening: `@` after `://`. @default nothing */
  readonly companion?: string;
  /**
   * Whether the opening stays in front of the alias. @default false, because other scanners may mistake it, together with the alias, for a
   * token
   */
  readonly shows?: true;
  /** Whether only the rest is the secret: what precedes it is an address or a command. @default false */
  readonly isPlace?: true;
  /**
   * Whether other words have the same beginning, so that a part of it is not evidence: `sk-`, `npm_`. @default false
   */
  readonly isWord?: true;
  /** Whether the secret precedes the opening, so that a truncated one leaves part of the secret. @default false */
  readonly isBehind?: true;
  /** Whether the opening only shows that a text may contain a match: the rest is then searched in the whole text. @default false */
  readonly isAnywhere?: true;
  /** Whether any other match in the same place takes precedence. @default false */
  readonly isGuess?: true;
  /** An example: `{a20}` represents 20 characters of an alphabet (test/secrets/random.ts). */
  readonly sample: string;
  /** The page on which its provider documents it. */
  readonly source: string;
}

/** The character before belongs to an escape: `\n`, `%3D`. */
const AFTER_ESCAPE = String.raw`(?<=\\[bfnrt])|(?<=%[\dA-Fa-f]{2})|(?<=\\u[\dA-Fa-f]{4})`;

/** No letter or digit precedes it, unless it belongs to an escape. */
export const BOUNDARY = `(?:(?<![A-Za-z0-9])|${AFTER_ESCAPE})`;

/** The same, and no underscore or hyphen: for openings that those of other formats end with, as `mdb_sa_sk_`. */
export const FIRST = String.raw`(?:(?<![\w-])|${AFTER_ESCAPE})`;
