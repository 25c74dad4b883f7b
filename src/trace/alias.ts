import { matchedText } from "../sequence/matched-text.ts";
import { copyText } from "../sequence/remember-texts.ts";
import { createTally } from "../sequence/tally.ts";

/** What replaces a secret in a finished trace: `REDACTED-token-1`. */
function formatAlias(secretClass: string, number: number): string {
  return `REDACTED-${secretClass}-${number}`;
}

/**
 * The alias during a recording. The tilde marks a number that is not final: concurrent responses arrive in any order, so the aliases are
 * numbered by first appearance when the trace is written. It also distinguishes them from text that merely looks like an alias, such as
 * what a replayed trace sends.
 */
export function formatProvisionalAlias(secretClass: string, serial: number | string): string {
  return `REDACTED-${secretClass}-~${serial}`;
}

/** The number of aliases of a class that a session key can generate: three letters and nine digits. */
export const KEYED_NAMES = 26 ** 3 * 1_000_000_000;

/** Serials from here on represent names from the key of a session; no recording has this many secrets. */
const KEYED = 100_000_000_000_000;

/** The serial of a provisional alias for the number that the key of a session gave a value. */
export function toKeyedSerial(number: number): number {
  return KEYED + number;
}

/** `REDACTED-token-kqz482197364`: the same wherever the same key met the same value. */
function formatKeyedAlias(secretClass: string, number: number): string {
  const letters = Math.floor(number / 1_000_000_000);
  const text = [letters / 676, (letters / 26) % 26, letters % 26]
    .map((letter) => String.fromCharCode(97 + Math.floor(letter)))
    .join("");
  return `REDACTED-${secretClass}-${text}${String(number % 1_000_000_000).padStart(9, "0")}`;
}

/** Whether an alias is one that the key of a session gave; recorders have fewer letters or fewer digits. */
function isKeyed(letters: string, number: string): boolean {
  return letters.length === 3 && number.length === 9;
}

/** Aliases of a trace gathered from several recorders have the letters of their recorder before the number. */
const FINAL = /REDACTED-([a-z]+)-([a-z]{0,3})(\d{1,9})(?!\d)/g;

export interface FoundAlias {
  readonly alias: string;
  readonly secretClass: string;
  /** Letters of its recorder, or of a session's key. */
  readonly letters: string;
  readonly number: string;
  /** Whether a session's key gave it. */
  readonly isKeyed: boolean;
}

/** The final aliases in a text, in their order. */
export function findAliases(text: string): readonly FoundAlias[] {
  if (!text.includes("REDACTED-")) return [];
  return Array.from(text.matchAll(FINAL), ([alias, secretClass = "", letters = "", number = ""]) => ({
    alias,
    secretClass,
    letters,
    number,
    isKeyed: isKeyed(letters, number),
  }));
}

/** Replaces final aliases with their names in a table. */
export function renameAliases(text: string, names: ReadonlyMap<string, string>): string {
  if (!text.includes("REDACTED-")) return text;
  return text.replace(FINAL, (alias) => names.get(alias) ?? alias);
}

const PROVISIONAL = /REDACTED-([a-z]+)-~\d+/g;

/** Whether a text is an alias that has no number yet, with the opening that stays in front of it, and nothing else. */
export function isProvisionalAlias(text: string): boolean {
  return text.includes("REDACTED-") && /^[\w.-]{0,12}REDACTED-[a-z]+-~\d+$/.test(text);
}

/** Whether the end of a text is masked, by an alias that has no number yet. */
export function endsWithProvisionalAlias(text: string): boolean {
  return /REDACTED-[a-z]+-~\d+$/.test(text.slice(-LONGEST_ALIAS));
}

/** Characters, with room. */
const LONGEST_ALIAS = 60;

/** Whether something in a text is masked, by an alias that has no number yet. */
export function hasProvisionalAlias(text: string): boolean {
  return text.includes("REDACTED-") && text.search(PROVISIONAL) >= 0;
}

function serialOf(provisional: string): number {
  return Number(provisional.slice(provisional.lastIndexOf("~") + 1));
}

/** Whether a provisional alias is the same for all recorders of a session. */
export function isKeyedProvisional(provisional: string): boolean {
  return serialOf(provisional) >= KEYED;
}

/** Gives each provisional alias of a text another name. */
export function replaceAliases(text: string, replace: (alias: string, secretClass: string) => string): string {
  return text.includes("REDACTED-") ? text.replace(PROVISIONAL, replace) : text;
}

export interface AliasNumbering {
  /**
   * Makes the final aliases of a text provisional, so that masking leaves them alone; `number` gives them back, and gives their
   * numbers to no others. Call it on all texts of a trace before the first is numbered.
   */
  readonly reopen: (text: string) => string;
  /** Gives the provisional aliases in a text their numbers: call it on the texts of a trace in their order. */
  readonly number: (text: string) => string;
  /** The final alias of a value's replacement; undefined if no text has contained it yet. */
  readonly aliasOf: (replacement: string) => string | undefined;
  /** Places masked so far, per class; without what was masked already. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface NumberingOptions {
  /**
   * Whether an alias keeps the number it had while recording, so that it is the same in all parts of a recording, whenever one is saved.
   *
   * @default false
   */
  readonly keepsSerials?: boolean;
}

/** Numbers aliases by first appearance, each class from 1. */
export function createAliasNumbering({ keepsSerials = false }: NumberingOptions = {}): AliasNumbering {
  const numbered = new Map<string, string>();
  // The head of a program's own requests comes again and again.
  const recent = new Map<string, NumberedText>();
  const reopened = new Map<string, string>();
  const taken = createTally<string>();
  const counts: Record<string, number> = {};
  const finalOf = (serial: number, secretClass: string): string => {
    if (serial >= KEYED) return formatKeyedAlias(secretClass, serial - KEYED);
    return formatAlias(secretClass, keepsSerials ? serial : taken.add(secretClass) + 1);
  };
  const count = (secretClass: string): void => {
    counts[secretClass] = (counts[secretClass] ?? 0) + 1;
  };
  let counted: string[] = [];
  const numberOne = (provisional: string, secretClass: string): string => {
    const own = reopened.get(provisional);
    if (own !== undefined) return own;
    count(secretClass);
    counted.push(secretClass);
    const known = numbered.get(provisional);
    if (known !== undefined) return known;
    const alias = finalOf(serialOf(provisional), secretClass);
    numbered.set(provisional, alias);
    return alias;
  };
  const lettered = new Map<string, string>();
  const reopenOne = (alias: string, secretClass: string, letters: string, number: string): string => {
    if (letters !== "") {
      const known = lettered.get(alias) ?? formatProvisionalAlias(secretClass, `00${lettered.size}`);
      lettered.set(alias, known);
      reopened.set(known, alias);
      return known;
    }
    // No serial begins with a zero.
    const provisional = formatProvisionalAlias(secretClass, `0${number}`);
    reopened.set(provisional, alias);
    taken.add(secretClass, Math.max(0, Number(number) - taken.of(secretClass)));
    return provisional;
  };
  return {
    reopen: (text) => {
      if (!text.includes("REDACTED-")) return text;
      recent.clear();
      return text.replace(FINAL, reopenOne);
    },
    number: (text) => {
      if (!text.includes("REDACTED-")) return text;
      const before = recent.get(text);
      if (before !== undefined) {
        for (const secretClass of before.counted) count(secretClass);
        return before.text;
      }
      counted = [];
      const made = replaceAliases(text, numberOne);
      if (text.length > LONGEST_RECENT) return made;
      if (recent.size >= MOST_RECENT) recent.clear();
      recent.set(copyText(text), { text: made, counted });
      return made;
    },
    aliasOf: (replacement) => {
      const provisional = matchedText(/REDACTED-[a-z]+-~\d+$/, replacement);
      return numbered.get(provisional) ?? reopened.get(provisional);
    },
    counts,
  };
}

/** A text whose aliases have their numbers, which never change. */
interface NumberedText {
  readonly text: string;
  /** The classes of its places that were masked here. */
  readonly counted: readonly string[];
}

const MOST_RECENT = 200;

/** Characters. */
const LONGEST_RECENT = 4096;

/** Replaces the recorder's letters in the aliases of a text; "" removes them. Aliases of a session stay. */
export function letterAliases(text: string, letters: string): string {
  if (!text.includes("REDACTED-")) return text;
  return text.replace(FINAL, (alias: string, secretClass: string, own: string, number: string) =>
    isKeyed(own, number) ? alias : `REDACTED-${secretClass}-${letters}${number}`,
  );
}
