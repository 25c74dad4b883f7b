import { visitLeaves } from "../../json/leaves.ts";
import { onlyIf } from "../../json/only-if.ts";
import { TOKEN } from "../../json/scan.ts";
import { endsWithProvisionalAlias } from "../../trace/alias.ts";
import type { SecretClass } from "../formats/classes.ts";
import { findCutBehind, findCutFormat } from "../formats/find-formats.ts";
import { COMMON_WORDS } from "../names/public-values.ts";
import { createRecentTexts } from "../recent-texts.ts";
import type { SessionKey } from "../session/session-key.ts";
import { type Learned, type LearnedSecret, createAliasBook } from "./alias-book.ts";
import { type Hit, createFinder } from "./finder.ts";
import { formsOf } from "./forms.ts";
import { ANY_ALIAS, outsideAliases, replaceHits } from "./replace-hits.ts";
import { type LearnedHit, createShortValues } from "./short-values.ts";
import { WINDOW } from "./window-table.ts";

/** The secrets learned so far and their replacements. */
export interface Vault {
  /**
   * Learns a value and returns its replacement: the same for the same value, wherever it was found. What can be no secret (`true`, an empty
   * text) is returned as it is.
   */
  readonly mask: (value: string, secretClass: SecretClass) => string;
  /** Returns the replacement of a value that may be no secret: it is masked in place, and nowhere else. */
  readonly maskHere: (value: string, secretClass: SecretClass) => string;
  /** Lets a text stay wherever it is not named a secret: a host or a path of the recording. */
  readonly show: (text: string) => void;
  /** Registers another text for a secret already learned: the base64 of a password. */
  readonly learnAs: (value: string, replacement: string, secretClass: SecretClass) => void;
  /** Replaces every learned value in a text, in each form that it may have there. */
  readonly sweep: (text: string) => string;
  /** Replaces a learned value, or one of a known format, that the end of the text truncates. Learns nothing. */
  readonly maskCutEnd: (text: string) => string;
  /**
   * Where a text still contains learned values, in any form, in addition to aliases. Skips values of letters only: names of members and
   * participants contain them by chance.
   */
  readonly find: (text: string) => readonly LearnedHit[];
  /** Where a text holds a value too short to be replaced there: a secret, or the same letters by chance. */
  readonly findPossible: (text: string) => readonly LearnedHit[];
  /** The replacement of a text that is, as a whole, a secret, however short; undefined for any other text. */
  readonly aliasOf: (text: string) => string | undefined;
  /** Notes that something is nested deeper than anybody looks. */
  readonly pass: () => void;
  /** Whether `pass` was called since the last call of this. */
  readonly takePassed: () => boolean;
  /** Another number whenever a text may be masked in another way than before. */
  readonly version: number;
  /** All, in the order in which they were learned. */
  readonly learned: () => Iterable<LearnedSecret>;
  /** A higher number whenever it has learned something. */
  readonly size: number;
  /** Another number whenever something has got a name. */
  readonly stateVersion: number;
  readonly known: KnownState;
  /**
   * What a twin has to know to mask as this one does, in addition to what both know already; what is shown changes often, and is sent only
   * to a twin that takes over.
   */
  readonly stateSince: (known: KnownState, withShown: boolean) => VaultState;
  /** Takes what a twin has learned. */
  readonly takeState: (state: VaultState) => void;
}

/** What a vault knows, for a twin in another thread. Plain data. */
export interface VaultState {
  readonly learned: readonly LearnedSecret[];
  readonly guessed: readonly (readonly [value: string, replacement: string])[];
  /** Those of the learned that turned out to be secrets everywhere. All of them: they are few. */
  readonly promoted: readonly LearnedSecret[];
  /** All of it. @default as it was */
  readonly shown?: readonly string[];
  readonly serial: number;
}

/** How many of each two twins have in common. */
export interface KnownState {
  readonly learned: number;
  readonly guessed: number;
}

export function createVault(onLearn?: (secret: LearnedSecret) => void, session?: SessionKey): Vault {
  const finder = createFinder<LearnedSecret>();
  // `scan` learns thousands of values and looks for none of them.
  const unsought: LearnedSecret[] = [];
  // Masked only where they were met, until they are met as what is a secret everywhere: a cookie that is a password as well.
  const inPlace = new Set<string>();
  const promoted: LearnedSecret[] = [];
  const short = createShortValues();
  const shown = new Set<string>();
  // Texts without anything to replace, until the vault changes.
  const swept = createRecentTexts();
  let hasNumbers = false;
  let hasPassed = false;
  let version = 0;

  const seek = (secret: LearnedSecret): void => {
    hasNumbers ||= JSON_NUMBER.test(secret.value);
    unsought.push(secret);
    swept.clear();
  };

  const book = createAliasBook((secret) => {
    swept.clear();
    version += 1;
    onLearn?.(secret);
    const { value, secretClass } = secret;
    if (value.length < WINDOW) short.add(value, secretClass);
    if (isWorthSweeping(value, secretClass)) seek(secret);
    else inPlace.add(value);
  }, session);
  const { learned, maskHere } = book;
  const promote = (value: string, secretClass: SecretClass): void => {
    const known = inPlace.has(value) && isWorthSweeping(value, secretClass) ? learned.get(value) : undefined;
    if (known === undefined) return;
    inPlace.delete(value);
    book.reclassify(value, secretClass);
    const secret = { value, replacement: known.replacement, secretClass };
    promoted.push(secret);
    seek(secret);
    version += 1;
    onLearn?.(secret);
  };
  const learnAs: Vault["learnAs"] = (value, replacement, secretClass) => {
    book.learnAs(value, replacement, secretClass);
    promote(value, secretClass);
  };
  const mask: Vault["mask"] = (value, secretClass) => {
    const replacement = book.mask(value, secretClass);
    promote(value, secretClass);
    return replacement;
  };

  const readyFinder = (): typeof finder => {
    for (const secret of unsought) for (const form of formsOf(secret.value)) finder.add(form, secret);
    unsought.length = 0;
    return finder;
  };
  const findIn = (text: string): readonly Hit<LearnedSecret>[] =>
    readyFinder()
      .find(text)
      .filter(({ label }) => !shown.has(label.value));

  return {
    mask,
    maskHere,
    show: (text) => {
      if (shown.size >= MOST_SHOWN) {
        shown.clear();
        swept.clear();
        version += 1;
      }
      if (learned.has(text) && !shown.has(text)) version += 1;
      if (text.length >= WINDOW) shown.add(text);
    },
    learnAs,
    sweep: (text) => {
      if (swept.has(text)) return text;
      const isJson = hasNumbers && /^\s*[[{]/.test(text);
      const quoted = isJson ? maskNumbers(text, (token) => learned.get(token)) : text;
      const replaced = replaceHits(quoted, findIn(quoted), ({ replacement }) => replacement);
      if (replaced === text) swept.add(text);
      return replaced;
    },
    maskCutEnd: (text) => {
      // Its digits may be those with which another secret begins.
      if (endsWithProvisionalAlias(text)) return text;
      const unfinished = readyFinder().findUnfinished(text);
      // The beginning of a value is never learned: other values of its kind begin the same, and the rest of a longer beginning would stay.
      const cut = findCutFormat(text) ?? findCutBehind(text);
      // Four characters may be the beginning of a learned value by chance, within another secret.
      if (unfinished !== undefined && unfinished.start <= (cut?.start ?? text.length))
        return text.slice(0, unfinished.start) + unfinished.label.replacement;
      return cut === undefined ? text : text.slice(0, cut.start) + maskHere(text.slice(cut.start), cut.secretClass);
    },
    find: (text) =>
      swept.has(text)
        ? []
        : outsideAliases(text, findIn(text), ANY_ALIAS)
            .filter(({ label }) => !/^[A-Za-z]{1,15}$/.test(label.value))
            .map(({ start, end, label }) => ({ rule: "learned", start, end, secretClass: label.secretClass })),
    findPossible: short.find,
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
    get version() {
      return version;
    },
    *learned() {
      for (const [value, known] of learned) yield { value, ...known };
    },
    get size() {
      return learned.size + promoted.length;
    },
    get stateVersion() {
      return learned.size + promoted.length + book.serial;
    },
    get known() {
      return { learned: learned.size, guessed: book.guessed.size };
    },
    stateSince: (known, withShown) => ({
      learned: Array.from(learned.entries().drop(known.learned), ([value, one]) => ({ value, ...one })),
      guessed: [...book.guessed.entries().drop(known.guessed)],
      promoted,
      serial: book.serial,
      ...onlyIf(withShown, { shown: [...shown] }),
    }),
    takeState: (state) => {
      for (const [value, replacement] of state.guessed) book.guessed.set(value, replacement);
      for (const { value, replacement, secretClass } of state.learned) learnAs(value, replacement, secretClass);
      for (const secret of state.promoted.slice(promoted.length)) {
        const before = promoted.length;
        promote(secret.value, secret.secretClass);
        // Learned as what it is now: counted nevertheless, or twins of one mind would be of another size.
        if (promoted.length === before) promoted.push(secret);
      }
      book.serial = state.serial;
      if (state.shown === undefined) return;
      shown.clear();
      for (const text of state.shown) shown.add(text);
      swept.clear();
      version += 1;
    },
  };
}

/** A program that makes up hosts and paths must not fill the memory. */
const MOST_SHOWN = 10_000;

const JSON_NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** Short values, common words and users' names occur by chance; they are masked only where they were met. */
function isWorthSweeping(value: string, secretClass: SecretClass): boolean {
  const isWord = COMMON_WORDS.has(value.toLowerCase()) || DATE.test(value) || MEDIA_TYPE.test(value);
  const isMet = isWord || (secretClass === "cookie" && isSetting(value));
  return value.length >= WINDOW && secretClass !== "user" && !isMet;
}

/**
 * Whether a value is what pages keep in cookies and is met elsewhere: a word or two (`desktop`, `en-US`), the address of a page, a time in
 * seconds or milliseconds, an empty list (`%5B%5D`).
 */
function isSetting(value: string): boolean {
  return WORDS.test(value) || SETTING.test(value);
}

/** Letters whose case changes as in words: a session may have letters alone, but of both cases anywhere. */
const WORDS = new RegExp(
  String.raw`^${"W(?:[-_]W)?".replaceAll("W", "(?:[A-Z]?[a-z]{1,14}(?:[A-Z][a-z]{1,10})?|[A-Z]{1,15})")}$`,
);

const SETTING =
  /^(?:https?(?::|%3A)(?:(?:\/|%2F){2}[\w.-]+(?::\d{1,5})?(?:\/|%2F)?)?|1[3-9]\d{8}(?:\d{3})?|(?:%[2357][\dA-F]|[^\w%])+)$/i;

const DATE =
  /^(?:\d{1,2}-[A-Z][a-z]{2}-\d{4}|\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4}[\d: ]*(?:GMT)?)$/;

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
