import { createTally } from "../sequence/tally.ts";

/** What stands in place of a secret in a finished trace: `REDACTED-token-1`. */
function formatAlias(secretClass: string, number: number): string {
  return `REDACTED-${secretClass}-${number}`;
}

/**
 * The same while recording. The tilde says that the number is not final: concurrent answers come in any order, so the
 * aliases are numbered by first appearance when the trace is written. It also tells them from text that merely looks
 * like an alias, such as what a replayed trace sends.
 */
export function formatProvisionalAlias(secretClass: string, serial: number | string): string {
  return `REDACTED-${secretClass}-~${serial}`;
}

/** Those of a trace that was gathered from several have the letters of their recorder before the number. */
const FINAL = /REDACTED-([a-z]+)-([a-z]{0,3})(\d{1,9})(?!\d)/g;

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
  const reopened = new Map<string, string>();
  const taken = createTally<string>();
  const counts: Record<string, number> = {};
  const numberOne = (provisional: string, secretClass: string): string => {
    const own = reopened.get(provisional);
    if (own !== undefined) return own;
    counts[secretClass] = (counts[secretClass] ?? 0) + 1;
    const known = numbered.get(provisional);
    if (known !== undefined) return known;
    const number = keepsSerials ? serialOf(provisional) : taken.add(secretClass) + 1;
    const alias = formatAlias(secretClass, number);
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
    reopen: (text) => (text.includes("REDACTED-") ? text.replace(FINAL, reopenOne) : text),
    number: (text) => replaceAliases(text, numberOne),
    counts,
  };
}

/** Gives the aliases of a text the letters of their recorder in place of those that they have; "" takes them away. */
export function letterAliases(text: string, letters: string): string {
  if (!text.includes("REDACTED-")) return text;
  return text.replace(
    FINAL,
    (_alias, secretClass: string, _letters, number: string) => `REDACTED-${secretClass}-${letters}${number}`,
  );
}
