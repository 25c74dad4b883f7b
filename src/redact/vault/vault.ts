import { visitLeaves } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import type { SecretClass } from "../formats/classes.ts";
import { createRecentTexts } from "../recent-texts.ts";
import type { SessionKey } from "../session/session-key.ts";
import { type Learned, type LearnedSecret, createAliasBook } from "./alias-book.ts";
import type { Hit } from "./finder.ts";
import { isWorthSweeping } from "./is-worth-sweeping.ts";
import { hideCutEnd, maskCutEnd } from "./mask-cut-end.ts";
import { ANY_ALIAS, outsideAliases, replaceHits } from "./replace-hits.ts";
import { type LearnedHit, createShortValues } from "./short-values.ts";
import { createShownTexts } from "./shown-texts.ts";
import { createSoughtValues } from "./sought-values.ts";
import { type KnownState, type VaultState, createVaultTwin } from "./vault-twin.ts";
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
  /** Excludes a text from masking unless its name marks it as a secret: a host or a path of the recording. */
  readonly show: (text: string) => void;
  /** Called with what has the name of a secret in JSON, and is none there. @default nobody wants to know */
  readonly noteShown?: (value: string) => void;
  /** Registers another text for a secret already learned: the base64 of a password. */
  readonly learnAs: (value: string, replacement: string, secretClass: SecretClass) => void;
  /** Replaces every learned value in a text, in each form that it may have there. */
  readonly sweep: (text: string) => string;
  /** Replaces a learned value, or one of a known format, that the end of the text truncates. Learns nothing. */
  readonly maskCutEnd: (text: string) => string;
  /** The same in bytes, in which stars replace it. */
  readonly hideCutEnd: (bytes: Buffer) => Buffer;
  /**
   * Where a text still contains learned values, in any form, in addition to aliases. Skips values of letters only: names of members and
   * participants contain them by chance.
   */
  readonly find: (text: string) => readonly LearnedHit[];
  /** Where a text holds a value too short to be replaced there: a secret, or the same letters by chance. */
  readonly findPossible: (text: string) => readonly LearnedHit[];
  /** Whether there are such values. */
  readonly seeksPossible: () => boolean;
  /** The replacement of a text that is, as a whole, a secret, however short; undefined for any other text. */
  readonly aliasOf: (text: string) => string | undefined;
  /** Records that something is nested deeper than the search goes. */
  readonly pass: () => void;
  /** Whether `pass` was called since the last call of this. */
  readonly takePassed: () => boolean;
  /** A different number whenever a text may be masked differently than before. */
  readonly version: number;
  /** All, in the order in which they were learned. */
  readonly learned: () => Iterable<LearnedSecret>;
  /** A higher number whenever it has learned something. */
  readonly size: number;
  /** A different number whenever something has received a name. */
  readonly stateVersion: number;
  readonly known: KnownState;
  /**
   * The state that a twin needs to mask in the same way, in addition to the shared state. Excluded texts change often and are sent only to
   * a twin that takes over.
   */
  readonly stateSince: (known: KnownState, withShown: boolean) => VaultState;
  /** Receives what a twin has learned. */
  readonly takeState: (state: VaultState) => void;
}

export function createVault(onLearn?: (secret: LearnedSecret) => void, session?: SessionKey): Vault {
  const sought = createSoughtValues();
  // Masked only where they were found, until they are found in a place that makes them secret everywhere: a cookie that is also a password.
  const inPlace = new Set<string>();
  const promoted: LearnedSecret[] = [];
  const short = createShortValues();
  const shown = createShownTexts();
  // Texts without anything to replace, until the vault changes.
  const swept = createRecentTexts();
  let hasPassed = false;
  let version = 0;

  const seek = (secret: LearnedSecret): void => {
    sought.add(secret);
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

  const twin = createVaultTwin(book, {
    promoted,
    shown,
    learnAs,
    promote,
    onShown: () => {
      swept.clear();
      version += 1;
    },
  });
  const findIn = (text: string): readonly Hit<LearnedSecret>[] =>
    sought.find(text).filter(({ label }) => !shown.has(label.value));

  return {
    mask,
    maskHere,
    show: (text) => {
      if (learned.has(text) && !shown.has(text)) version += 1;
      if (!shown.add(text)) return;
      swept.clear();
      version += 1;
    },
    learnAs,
    sweep: (text) => {
      if (swept.has(text)) return text;
      const isJson = sought.hasNumbers && /^\s*[[{]/.test(text);
      const quoted = isJson ? maskNumbers(text, (token) => learned.get(token)) : text;
      const replaced = replaceHits(quoted, findIn(quoted), ({ replacement }) => replacement);
      if (replaced === text) swept.add(text);
      return replaced;
    },
    maskCutEnd: (text) => maskCutEnd(text, { findUnfinished: sought.findUnfinished, maskHere }),
    hideCutEnd: (bytes) => hideCutEnd(bytes, sought.findUnfinished),
    find: (text) =>
      swept.has(text)
        ? []
        : outsideAliases(text, findIn(text), ANY_ALIAS)
            .filter(({ label }) => !/^[A-Za-z]{1,15}$/.test(label.value))
            .map(({ start, end, label }) => ({ rule: "learned", start, end, secretClass: label.secretClass })),
    findPossible: short.find,
    seeksPossible: short.hasAny,
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
      return twin.version();
    },
    get known() {
      return twin.known();
    },
    stateSince: twin.since,
    takeState: twin.take,
  };
}

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
