import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { hasCode } from "../../errors.ts";
import { fileError } from "../files/file-error.ts";
import { makeFolders } from "../files/make-folders.ts";
import { forgetKey } from "./key-file.ts";
import { toLeftJournalsError } from "./left-journals.ts";
import { removeOverflow } from "./overflow.ts";

/**
 * Creates the folder in which the recorders of one session, in several processes, keep their journals. Only its owner can read it (mode
 * 0700). Throws a `UserError` if it cannot be created; its cause has the code EEXIST if one exists.
 */
export function createSessionFolder(folder: string): void {
  try {
    makeFolders(dirname(folder));
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (hasCode(error, "EEXIST") && existsSync(folder)) {
      throw toLeftJournalsError(folder, error);
    }
    throw fileError(error, "write", folder);
  }
}

/** The journals of a session, by name. Throws a `UserError` if its folder is no longer there. */
export function listJournals(folder: string): string[] {
  try {
    return journalsIn(folder);
  } catch (error) {
    throw fileError(error, "read", folder);
  }
}

function journalsIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(JOURNAL));
  return names.toSorted().map((name) => join(folder, name));
}

export const journalIn = (folder: string, name: string): string => join(folder, `${name}${JOURNAL}`);

export function removeSessionFolder(folder: string): void {
  forgetKey(folder);
  // What a full disk made them write elsewhere.
  if (existsSync(folder)) for (const journal of journalsIn(folder)) removeOverflow({ journal, folder: tmpdir() });
  rmSync(folder, { recursive: true, force: true });
}

const JOURNAL = ".journal";
