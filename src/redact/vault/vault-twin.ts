import { onlyIf } from "../../json/only-if.ts";
import type { AliasBook, LearnedSecret } from "./alias-book.ts";
import type { ShownTexts } from "./shown-texts.ts";
import type { Vault } from "./vault.ts";

/** The state of a vault for a twin in another thread. Plain data. */
export interface VaultState {
  readonly learned: readonly LearnedSecret[];
  readonly guessed: readonly (readonly [value: string, replacement: string])[];
  /** Those of the learned that turned out to be secrets everywhere. All of them: they are few. */
  readonly promoted: readonly LearnedSecret[];
  /** All of it. @default as it was */
  readonly shown?: readonly string[];
  readonly serial: number;
}

/** The number of items of each kind that two twins have in common. */
export interface KnownState {
  readonly learned: number;
  readonly guessed: number;
}

/** The exchange of knowledge between a vault and its twin in another thread. */
export interface VaultTwin {
  /** A different number whenever something has received a name. */
  readonly version: () => number;
  readonly known: () => KnownState;
  readonly since: Vault["stateSince"];
  readonly take: Vault["takeState"];
}

interface VaultParts {
  /** Grows with each call of `promote` that changes something. */
  readonly promoted: LearnedSecret[];
  readonly shown: ShownTexts;
  readonly learnAs: Vault["learnAs"];
  readonly promote: (value: string, secretClass: LearnedSecret["secretClass"]) => void;
  /** Called when the excluded texts were replaced. */
  readonly onShown: () => void;
}

export function createVaultTwin(
  book: AliasBook,
  { promoted, shown, learnAs, promote, onShown }: VaultParts,
): VaultTwin {
  const { learned, guessed } = book;
  return {
    version: () => learned.size + promoted.length + book.serial,
    known: () => ({ learned: learned.size, guessed: guessed.size }),
    since: (known, withShown) => ({
      learned: Array.from(learned.entries().drop(known.learned), ([value, one]) => ({ value, ...one })),
      guessed: [...guessed.entries().drop(known.guessed)],
      promoted,
      serial: book.serial,
      ...onlyIf(withShown, { shown: shown.all() }),
    }),
    take: (state) => {
      for (const [value, replacement] of state.guessed) guessed.set(value, replacement);
      for (const { value, replacement, secretClass } of state.learned) learnAs(value, replacement, secretClass);
      for (const secret of state.promoted.slice(promoted.length)) {
        const before = promoted.length;
        promote(secret.value, secret.secretClass);
        // Already learned in its present form: counted nevertheless, because otherwise consistent twins would differ in size.
        if (promoted.length === before) promoted.push(secret);
      }
      book.serial = state.serial;
      if (state.shown === undefined) return;
      shown.replaceBy(state.shown);
      onShown();
    },
  };
}
