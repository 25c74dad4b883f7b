import { statSync } from "node:fs";

/**
 * Names files that belong to a journal but are stored elsewhere, by the journal's inode, so that it is found however the journal is called,
 * and without a hash, for which each recorder would load `node:crypto`. Undefined if there is no such journal.
 */
export function nameByInode(journal: string, ending: "journal" | "key"): string | undefined {
  try {
    const { dev, ino } = statSync(journal, { bigint: true });
    return `wirewalk-${process.getuid?.() ?? ""}-${dev}-${ino}.${ending}`;
  } catch {
    return undefined;
  }
}
