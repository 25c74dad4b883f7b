import type { RedactionPolicy } from "../../redact/policy.ts";
import { createRedactor } from "../../redact/redactor.ts";
import type { LearnedSecret } from "../../redact/vault/alias-book.ts";
import { formatProvisionalAlias, isKeyedProvisional, replaceAliases } from "../../trace/alias.ts";
import { mapTexts } from "../../trace/journal/map-texts.ts";
import { type JournalReader, openJournal } from "../../trace/journal/open-journal.ts";
import { mergeReaders } from "./merge-readers.ts";
import type { Sweeper } from "./save.ts";
import type { JournalSource } from "./sealed-secrets.ts";

export interface MergedJournals {
  /** All exchanges in the order of start, one in memory at a time. */
  readonly reader: JournalReader;
  /** Masks what any of the recorders learned in what all of them wrote. */
  readonly redactor: Sweeper;
  /** Text that one of the recorders masked elsewhere, with its aliases converted to the common ones. */
  readonly rename: <T>(journal: string, masked: T) => T;
}

/**
 * Reads the journals of several recorders as if one had written them: each secret has one alias in all of them, and what one learned is
 * masked in what the others wrote.
 */
export function mergeJournals(sources: readonly JournalSource[], policy?: RedactionPolicy): MergedJournals {
  const aliases = createCommonAliases();
  const opened = sources.map(({ file, learned }) => ({
    file,
    reader: openJournal(file),
    rename: aliases.join(learned),
  }));
  return {
    rename: (journal, masked) => {
      const renameText = opened.find(({ file }) => file === journal)?.rename;
      // Aliases need no escaping in JSON, and only they change.
      return renameText === undefined ? masked : (JSON.parse(renameText(JSON.stringify(masked))) as typeof masked);
    },
    reader: mergeReaders(opened.map(({ reader, rename }) => ({ reader, prepare: (one) => mapTexts(one, rename) }))),
    redactor: createRedactor({ learned: aliases.learned, policy }),
  };
}

type Rename = (text: string) => string;

interface CommonAliases {
  /** Takes what one recorder learned, and returns a function that converts its aliases to the common ones. */
  readonly join: (secrets: readonly LearnedSecret[]) => Rename;
  /** What all recorders learned, under the common aliases. */
  readonly learned: readonly LearnedSecret[];
}

/** Each recorder numbers its secrets for itself; what they have in common is the values. */
function createCommonAliases(): CommonAliases {
  const aliasByValue = new Map<string, string>();
  const learned: LearnedSecret[] = [];
  let serial = 0;
  return {
    join: (secrets) => {
      const renamed = new Map<string, string>();
      const renameOne = (own: string, secretClass: string): string => {
        // Aliases from the key of a session are already common.
        if (isKeyedProvisional(own)) return own;
        const common = renamed.get(own) ?? formatProvisionalAlias(secretClass, ++serial);
        renamed.set(own, common);
        return common;
      };
      for (const { value, replacement, secretClass } of secrets) {
        const common = aliasByValue.get(value);
        const renamedReplacement = replaceAliases(replacement, (own, aliasClass) => {
          if (common !== undefined && !renamed.has(own)) renamed.set(own, common);
          const alias = renameOne(own, aliasClass);
          if (common === undefined) aliasByValue.set(value, alias);
          return alias;
        });
        if (common === undefined) learned.push({ value, replacement: renamedReplacement, secretClass });
      }
      return (text) => replaceAliases(text, renameOne);
    },
    learned,
  };
}
