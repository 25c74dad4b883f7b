import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { open } from "node:fs/promises";

import { hasCode, UserError } from "../../errors.ts";
import { fileError } from "./file-error.ts";
import { isOpenToOthers } from "./is-open-to-others.ts";

/**
 * The text of a key file.
 *
 * @throws UserError if it cannot be read, is not a file, or is readable by everyone on the machine
 */
export function readKeyText(file: string): string {
  let descriptor: number | undefined;
  try {
    // A pipe without a writer would block the recorder.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = fstatSync(descriptor);
    if (!stats.isFile() || stats.size > LONGEST) {
      throw new UserError(`"${file}" is not a session key file.`, { hint: HINT });
    }
    if (isOpenToOthers(stats.mode, 0o007)) {
      throw new UserError(`Others may read the session key in "${file}".`, { hint: `Run \`chmod 600 ${file}\`.` });
    }
    return readFileSync(descriptor, "utf8").trim();
  } catch (error) {
    throw fileError(error, "read", file);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Bytes. */
const LONGEST = 4096;

const HINT = "`wirewalk session new` creates one; set WIREWALK_SESSION to its file.";

/** Writes a new file that only its owner can read. Throws a `UserError` if there is a file already. */
export async function writeKeyText(file: string, text: string): Promise<void> {
  try {
    const handle = await open(file, "wx", 0o600);
    try {
      await handle.writeFile(`${text}\n`);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (hasCode(error, "EEXIST")) {
      throw new UserError(`"${file}" already exists and was not changed.`, {
        hint: "Give the session another name: `wirewalk session new NAME`.",
        cause: error,
      });
    }
    throw fileError(error, "write", file);
  }
}
