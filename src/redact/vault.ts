import { formatProvisionalAlias } from "../trace/alias.ts";
import type { SecretClass } from "./classes.ts";
import { PUBLIC_PREFIX } from "./rules.ts";

/** The secrets learned so far and what stands in their place. */
export interface Vault {
  /** Learns a value and gives what stands in its place: the same for the same value, wherever it was met. */
  readonly mask: (value: string, secretClass: SecretClass) => string;
  /** Lets another text stand for a secret already learned: the base64 of a password. */
  readonly learnAs: (value: string, replacement: string) => void;
  /** Replaces every learned value in a text, in each form that it may have there. */
  readonly sweep: (text: string) => string;
  readonly size: number;
}

/** Shorter values occur by chance; they are masked only where they were met. */
const SHORTEST_TO_SWEEP = 6;

export function createVault(): Vault {
  const replacements = new Map<string, string>();
  const forms = new Map<string, string>();
  let serial = 0;
  let pattern: RegExp | undefined;

  const learnAs = (value: string, replacement: string): void => {
    if (replacements.has(value)) return;
    replacements.set(value, replacement);
    if (value.length < SHORTEST_TO_SWEEP || TRIVIAL.test(value)) return;
    for (const form of formsOf(value)) if (!forms.has(form)) forms.set(form, replacement);
    pattern = undefined;
  };

  return {
    mask: (value, secretClass) => {
      const known = replacements.get(value);
      if (known !== undefined) return known;
      const prefix = PUBLIC_PREFIX.exec(value)?.[0] ?? "";
      serial += 1;
      const replacement = prefix + formatProvisionalAlias(secretClass, serial);
      learnAs(value, replacement);
      return replacement;
    },
    learnAs,
    sweep: (text) => {
      if (forms.size === 0) return text;
      pattern ??= compile([...forms.keys()]);
      return text.replace(pattern, (found) => forms.get(found) ?? found);
    },
    get size() {
      return replacements.size;
    },
  };
}

const TRIVIAL = /^(?:true|false|null|none|undefined|\*+|\d{1,5})$/i;

/** How a value looks in other places: in JSON strings and in URLs. */
function formsOf(value: string): Set<string> {
  const encoded = encodeComponent(value);
  return new Set([
    value,
    JSON.stringify(value).slice(1, -1),
    encoded,
    encoded.replaceAll("%20", "+"),
    encoded.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
  ]);
}

function encodeComponent(value: string): string {
  // A lone surrogate has no UTF-8.
  return encodeURIComponent(value.toWellFormed());
}

/** Longest first, so that a value that holds another one goes whole. Aliases are passed over: they may hold a secret's text by chance. */
function compile(forms: readonly string[]): RegExp {
  const alternatives = forms.toSorted((a, b) => b.length - a.length).map(escapePattern);
  return new RegExp(`REDACTED-[a-z]+-~\\d+|${alternatives.join("|")}`, "g");
}

/** `RegExp.escape` came with Node 24. */
function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
}
