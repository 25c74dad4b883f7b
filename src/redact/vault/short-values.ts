import { escapePattern } from "../../sequence/escape-pattern.ts";
import type { SecretClass } from "../formats/classes.ts";

/** A learned value in a text. */
export interface LearnedHit {
  readonly rule: "learned";
  readonly secretClass: SecretClass;
  readonly start: number;
  readonly end: number;
}

/** Learned values too short to be replaced wherever they occur: the same letters may be there by chance. */
export interface ShortValues {
  readonly add: (value: string, secretClass: SecretClass) => void;
  /** Where they are separate words. */
  readonly find: (text: string) => readonly LearnedHit[];
  readonly hasAny: () => boolean;
}

export function createShortValues(): ShortValues {
  const values = new Map<string, SecretClass>();
  let pattern: RegExp | undefined;
  return {
    add: (value, secretClass) => {
      if (value.length < SHORTEST || NO_SURPRISE.has(secretClass)) return;
      values.set(value, secretClass);
      pattern = undefined;
    },
    hasAny: () => values.size > 0,
    find: (text) => {
      if (values.size === 0) return [];
      pattern ??= toWordPattern(values.keys());
      return Array.from(text.matchAll(pattern), ({ index, 0: value }) => ({
        rule: "learned",
        secretClass: values.get(value) ?? "secret",
        start: index,
        end: index + value.length,
      }));
    },
  };
}

/** Characters. Anything shorter is everywhere. */
const SHORTEST = 3;

/** Cookies are often a digit or a word, and users' names are no secrets. */
const NO_SURPRISE: ReadonlySet<SecretClass> = new Set(["cookie", "user"]);

function toWordPattern(values: Iterable<string>): RegExp {
  const escaped = Array.from(values, escapePattern);
  return new RegExp(String.raw`(?<![\w-])(?:${escaped.join("|")})(?![\w-])`, "g");
}
