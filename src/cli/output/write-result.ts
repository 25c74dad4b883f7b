import { readFile } from "node:fs/promises";

import { UserError } from "../../errors.ts";
import { refuseSecretName, refuseSecrets } from "../../redact/scan/gate.ts";
import { isFile } from "../../trace/files/is-file.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import { type Io, tell } from "../io.ts";

export interface Result {
  /** Where it goes. @default stdout */
  readonly file: string | undefined;
  readonly content: string | Uint8Array;
  /** Only compares it with what is there. */
  readonly check: boolean;
}

/** Puts a result where the user wants it, or checks that it is there already; returns the exit code. */
export async function writeResult(io: Io, { file, content, check }: Result): Promise<number> {
  if (file === undefined) {
    if (check) throw new UserError("--check needs a file to compare with.", { hint: "Name it with --output." });
    await refuseIn("standard output", content);
    io.stdout.write(content);
    return 0;
  }
  await refuseIn(file, content);
  const isThere = await holds(file, content);
  if (check && !isThere) {
    tell(io, `${file} is out of date.`);
    tell(io, "  Hint: Run the same command without --check.");
    return 1;
  }
  if (!isThere) {
    await writeFileAtomically(file, content);
  }
  tell(io, isThere ? `${file} is up to date.` : `Wrote ${file}.`);
  return 0;
}

async function refuseIn(file: string, content: string | Uint8Array): Promise<void> {
  if (typeof content === "string") refuseSecrets(file, content);
  else refuseSecretName(file);
}

async function holds(file: string, content: string | Uint8Array): Promise<boolean> {
  return (await isFile(file)) && (await readFile(file)).equals(Buffer.from(content));
}
