import { visitLeaves } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { formatProvisionalAlias, isProvisionalAlias } from "../../trace/alias.ts";
import type { SecretClass } from "../formats/classes.ts";
import { escapePattern } from "../formats/escape-pattern.ts";
import { findCutBehind, findCutFormat } from "../formats/find-formats.ts";
import { shownOpening } from "../formats/shown-opening.ts";
import { COMMON_WORDS, HARMLESS, SHORT_NUMBER } from "../names/public-values.ts";
import { type Hit, createFinder } from "./finder.ts";
import { formsOf } from "./forms.ts";
import { ANY_ALIAS, outsideAliases, replaceHits } from "./replace-hits.ts";
import { WINDOW } from "./window-table.ts";

/** The secrets learned so far and what stands in their place. */
export interface Vault {
  /**
   * Learns a value and gives what stands in its place: the same for the same value, wherever it was met. What can be
   * no secret (`true`, an empty text) is given back as it is.
   */
  readonly mask: (value: string, secretClass: SecretClass) => string;
  /** Gives what stands in place of a value that may be none of a secret: it is masked where it was met, and nowhere else. */
  readonly maskHere: (value: string, secretClass: SecretClass) => string;
  /** Lets a text stay wherever it is not named a secret: a host or a path of the recording. */
  readonly show: (text: string) => void;
  /** Lets another text stand for a secret already learned: the base64 of a password. */
  readonly learnAs: (value: string, replacement: string, secretClass: SecretClass) => void;
  /** Replaces every learned value in a text, in each form that it may have there. */
  readonly sweep: (text: string) => string;
  /** Replaces a learned value, or one of a known format, that the end of the text cuts off. */
  readonly maskCutEnd: (text: string) => string;
  /**
   * Where a text still holds learned values, in any form, beside aliases. Values of nothing but letters are passed
   * over: names of members and participants hold them by chance.
   */
  readonly find: (text: string) => readonly LearnedHit[];
  /** Where a text holds a value too short to be replaced there: a secret, or the same letters by chance. */
  readonly findPossible: (text: string) => readonly LearnedHit[];
  /** What stands in place of a text that is, as a whole, a secret, however short; undefined for any other text. */
  readonly aliasOf: (text: string) => string | undefined;
  /** Notes that something is nested deeper than anybody looks. */
  readonly pass: () => void;
  /** Whether something was since it was asked last. */
  readonly takePassed: () => boolean;
  /** All, in the order in which they were learned. */
  readonly learned: () => Iterable<LearnedSecret>;
  readonly size: number;
}

/** A learned value in a text. */
export interface LearnedHit {
  readonly rule: "learned";
  readonly secretClass: SecretClass;
  readonly start: number;
  readonly end: number;
}

interface Learned {
  readonly replacement: string;
  readonly secretClass: SecretClass;
}

/** A value known to be secret, and what stands in its place while recording. */
export interface LearnedSecret extends Learned {
  readonly value: string;
}

export function createVault(onLearn?: (secret: LearnedSecret) => void): Vault {
  const learned = new Map<string, Learned>();
  const finder = createFinder<LearnedSecret>();
  const short = new Map<string, SecretClass>();
  const guessed = new Map<string, string>();
  const shown = new Set<string>();
  let shortPattern: RegExp | undefined;
  let serial = 0;
  let hasNumbers = false;
  let hasPassed = false;

  const learnAs: Vault["learnAs"] = (value, replacement, secretClass) => {
    if (learned.has(value)) return;
    learned.set(value, { replacement, secretClass });
    onLearn?.({ value, replacement, secretClass });
    if (value.length >= SHORTEST_POSSIBLE && value.length < WINDOW && !NO_SURPRISE.has(secretClass)) {
      short.set(value, secretClass);
      shortPattern = undefined;
    }
    if (!isWorthSweeping(value, secretClass)) return;
    hasNumbers ||= JSON_NUMBER.test(value);
    const found = { value, replacement, secretClass };
    for (const form of formsOf(value)) finder.add(form, found);
  };

  const nameNext = (value: string, secretClass: SecretClass): string => {
    serial += 1;
    return shownOpening(value) + formatProvisionalAlias(secretClass, serial);
  };

  const mask: Vault["mask"] = (value, secretClass) => {
    const known = learned.get(value);
    if (known !== undefined) return known.replacement;
    // What one rule has masked, another may be asked to mask.
    if (isHarmless(value, secretClass) || isProvisionalAlias(value)) return value;
    const replacement = guessed.get(value) ?? nameNext(value, secretClass);
    learnAs(value, replacement, secretClass);
    return replacement;
  };

  const maskHere: Vault["maskHere"] = (value, secretClass) => {
    const known = learned.get(value)?.replacement ?? guessed.get(value);
    if (known !== undefined) return known;
    const replacement = nameNext(value, secretClass);
    guessed.set(value, replacement);
    return replacement;
  };

  const findIn = (text: string): readonly Hit<LearnedSecret>[] =>
    finder.find(text).filter(({ label }) => !shown.has(label.value));

  return {
    mask,
    maskHere,
    show: (text) => {
      if (shown.size >= MOST_SHOWN) shown.clear();
      if (text.length >= WINDOW) shown.add(text);
    },
    learnAs,
    sweep: (text) => {
      const isJson = hasNumbers && /^\s*[[{]/.test(text);
      const quoted = isJson ? maskNumbers(text, (token) => learned.get(token)) : text;
      return replaceHits(quoted, findIn(quoted), ({ replacement }) => replacement);
    },
    maskCutEnd: (text) => {
      const unfinished = finder.findUnfinished(text);
      if (unfinished !== undefined) return text.slice(0, unfinished.start) + unfinished.label.replacement;
      const cut = findCutFormat(text);
      if (cut !== undefined) return text.slice(0, cut.start) + mask(text.slice(cut.start), cut.secretClass);
      const guess = findCutBehind(text);
      return guess === undefined
        ? text
        : text.slice(0, guess.start) + maskHere(text.slice(guess.start), guess.secretClass);
    },
    find: (text) =>
      outsideAliases(text, findIn(text), ANY_ALIAS)
        .filter(({ label }) => !/^[A-Za-z]{1,15}$/.test(label.value))
        .map(({ start, end, label }) => ({ rule: "learned", start, end, secretClass: label.secretClass })),
    findPossible: (text) => {
      if (short.size === 0) return [];
      shortPattern ??= toWordPattern(short.keys());
      return Array.from(text.matchAll(shortPattern), ({ index, 0: value }) => ({
        rule: "learned",
        secretClass: short.get(value) ?? "secret",
        start: index,
        end: index + value.length,
      }));
    },
    aliasOf: (text) => {
      const known = learned.get(text);
      const isChance = text.length < WINDOW && (known?.secretClass === "cookie" || known?.secretClass === "user");
      return isChance ? undefined : known?.replacement;
    },
    pass: () => {
      hasPassed = true;
    },
    takePassed: () => {
      const answer = hasPassed;
      hasPassed = false;
      return answer;
    },
    *learned() {
      for (const [value, known] of learned) yield { value, ...known };
    },
    get size() {
      return learned.size;
    },
  };
}

/** A program that makes up hosts and paths must not fill the memory. */
const MOST_SHOWN = 10_000;

/** Anything shorter is everywhere. */
const SHORTEST_POSSIBLE = 3;

/** Cookies are often a digit or a word, and users' names are no secrets. */
const NO_SURPRISE: ReadonlySet<SecretClass> = new Set(["cookie", "user"]);

function toWordPattern(values: Iterable<string>): RegExp {
  const escaped = Array.from(values, escapePattern);
  return new RegExp(String.raw`(?<![\w-])(?:${escaped.join("|")})(?![\w-])`, "g");
}

const JSON_NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** A cookie is masked whatever it holds: `1` may be the number of a session. */
function isHarmless(value: string, secretClass: SecretClass): boolean {
  if (value === "") return true;
  if (secretClass === "cookie") return false;
  const isCounted = secretClass !== "password" && secretClass !== "secret" && secretClass !== "user";
  return HARMLESS.test(value) || (isCounted && SHORT_NUMBER.test(value));
}

/** Short values, common words and users' names occur by chance; they are masked only where they were met. */
function isWorthSweeping(value: string, secretClass: SecretClass): boolean {
  const isWord = COMMON_WORDS.has(value.toLowerCase()) || DATE.test(value) || MEDIA_TYPE.test(value);
  return value.length >= WINDOW && secretClass !== "user" && !isWord;
}

const DATE =
  /^(?:\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4}[\d: ]*(?:GMT)?)$/;

const MEDIA_TYPE = /^(?:application|audio|font|image|message|model|multipart|text|video)\/[\w.+*-]+(?:;[^;]*)*$/i;

/** A secret that JSON holds as a number: its alias needs quotes. */
function maskNumbers(text: string, find: (token: string) => Learned | undefined): string {
  let masked = "";
  let copied = 0;
  visitLeaves(text, ({ kind, start, end }) => {
    const known = kind === TOKEN.number && end - start >= WINDOW ? find(text.slice(start, end)) : undefined;
    if (known === undefined) return;
    masked += `${text.slice(copied, start)}"${known.replacement}"`;
    copied = end;
  });
  return masked + text.slice(copied);
}
