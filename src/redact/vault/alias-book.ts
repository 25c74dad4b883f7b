import { formatProvisionalAlias, isProvisionalAlias, toKeyedSerial } from "../../trace/alias.ts";
import type { SecretClass } from "../formats/classes.ts";
import { shownOpening } from "../formats/shown-opening.ts";
import { HARMLESS, isCount } from "../names/public-values.ts";
import type { SessionKey } from "../session/session-key.ts";
import type { Vault } from "./vault.ts";

export interface Learned {
  readonly replacement: string;
  readonly secretClass: SecretClass;
}

/** A value known to be secret, and its replacement during recording. */
export interface LearnedSecret extends Learned {
  readonly value: string;
}

/** The replacement of each value. */
export interface AliasBook extends Pick<Vault, "mask" | "maskHere" | "learnAs"> {
  /** By value, in the order in which they were learned. */
  readonly learned: ReadonlyMap<string, Learned>;
  /** The replacements of values that are masked in place only, in the order in which they were found. */
  readonly guessed: Map<string, string>;
  /** Changes the class of a learned value; it keeps its replacement. */
  readonly reclassify: (value: string, secretClass: SecretClass) => void;
  /** The last number that was given. */
  serial: number;
}

/** @param session names values alike in all its recorders @default they are numbered as they come */
export function createAliasBook(
  onLearn: (secret: LearnedSecret) => void,
  session?: Pick<SessionKey, "numberOf">,
): AliasBook {
  const learned = new Map<string, Learned>();
  const guessed = new Map<string, string>();

  const learnAs: AliasBook["learnAs"] = (value, replacement, secretClass) => {
    if (learned.has(value)) return;
    learned.set(value, { replacement, secretClass });
    onLearn({ value, replacement, secretClass });
  };

  const nameNext = (value: string, secretClass: SecretClass): string => {
    book.serial += 1;
    const number = session === undefined ? book.serial : toKeyedSerial(session.numberOf(value));
    return shownOpening(value) + formatProvisionalAlias(secretClass, number);
  };

  const book: AliasBook = {
    learned,
    guessed,
    serial: 0,
    learnAs,
    reclassify: (value, secretClass) => {
      const known = learned.get(value);
      if (known !== undefined) learned.set(value, { ...known, secretClass });
    },
    mask: (value, secretClass) => {
      const known = learned.get(value);
      if (known !== undefined) return known.replacement;
      // Another rule may process a text again that one rule has masked.
      if (isHarmless(value, secretClass) || isProvisionalAlias(value)) return value;
      const replacement = guessed.get(value) ?? nameNext(value, secretClass);
      learnAs(value, replacement, secretClass);
      return replacement;
    },
    maskHere: (value, secretClass) => {
      const known = learned.get(value)?.replacement ?? guessed.get(value);
      if (known !== undefined) return known;
      const replacement = nameNext(value, secretClass);
      guessed.set(value, replacement);
      return replacement;
    },
  };
  return book;
}

/** A cookie is masked whatever it holds: `1` may be the number of a session. */
function isHarmless(value: string, secretClass: SecretClass): boolean {
  if (value === "") return true;
  if (secretClass === "cookie") return /redacted|filtered/i.test(value) && HARMLESS.test(value);
  return HARMLESS.test(value) || isCount(value, secretClass);
}
