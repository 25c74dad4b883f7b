import { globSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

/** A directory for this test, removed when the test ends. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "wirewalk-test-"));
  onTestFinished(() => removeTempFolder(folder));
  return folder;
}

/**
 * Also the files that its journals keep elsewhere, which can be found only while the journals exist: the rest of a journal whose disk became full, and keys.
 */
async function removeTempFolder(folder: string): Promise<void> {
  const journals = globSync("**/*.journal", { cwd: folder });
  if (journals.length > 0) {
    // Most tests write none, and need not load it.
    const { removeJournal } = await import("../../src/trace/journal/journal-file.ts");
    for (const journal of journals) removeJournal(join(folder, journal));
  }
  await rm(folder, { recursive: true, force: true });
}
