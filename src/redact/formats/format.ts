import type { SecretClass } from "./classes.ts";

/**
 * A kind of secret that is known by how it looks, wherever it stands: a row of the one table. Everything else (search, masks, what of
 * a cut one is found, what stays in front of the alias, docs, tests) is made from these.
 */
export interface SecretFormat {
  /** As reports and allow marks name it. */
  readonly id: string;
  /** Whose it is, for people: `GitLab`. */
  readonly of: string;
  readonly class: SecretClass;
  /** What tells the kind and nothing else: `glpat-`. Each has three characters or more, since texts are searched for them. */
  readonly openings: readonly string[];
  /** Regular expression of what has to stand before the opening, and belongs to the secret. @default no letter or digit */
  readonly before?: string;
  /** Regular expression of what follows the opening and tells no more than that: a line of `PRIVATE KEY-----`. @default nothing */
  readonly between?: string;
  /** Regular expression of the secret part, which ends it. Repeats with an end (`{20,}` has none) are followed by anything. */
  readonly rest: string;
  /** What else a text has that holds one, where the opening is in most: `@` behind `://`. @default nothing */
  readonly companion?: string;
  /** Whether the opening stays in front of the alias. @default false, as other scanners may take it together with the alias for a token */
  readonly shows?: true;
  /** Whether only the rest is the secret: what stands before it is an address or a command. @default false */
  readonly isPlace?: true;
  /** Whether other words begin so too, so that a part of one is no sign: `sk-`, `npm_`. @default false */
  readonly isWord?: true;
  /** Whether the secret stands before the opening, so that of one that is cut a part of that is left. @default false */
  readonly isBehind?: true;
  /** Whether the opening only tells that a text may hold one: the rest is then looked for in all of it. @default false */
  readonly isAnywhere?: true;
  /** Whether it gives way to any other that is found in the same place. @default false */
  readonly isGuess?: true;
  /** What one looks like: `{a20}` stands for 20 characters of an alphabet (test/secrets/random.ts). */
  readonly sample: string;
  /** Where its provider says so. */
  readonly source: string;
}

/** No letter or digit stands before, unless it belongs to an escape: `\n`, `%3D`. */
export const BOUNDARY = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[bfnrt])|(?<=%[\dA-Fa-f]{2})|(?<=\\u[\dA-Fa-f]{4}))`;
