import { UserError } from "../../errors.ts";
import { refuseSecretName, refuseSecretsIn } from "../../redact/scan/gate.ts";
import { holdsContent } from "../../trace/files/holds-content.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import { type Io, tell } from "../io.ts";

export interface Result {
  /** Output file. @default stdout */
  readonly file: string | undefined;
  /** The pieces of a text are iterated several times, and may be generated again each time. */
  readonly content: string | Uint8Array | Iterable<string>;
  /** Only compares it with the existing file. */
  readonly check: boolean;
}

/** Writes a result, or checks that it exists already; returns the exit code. */
export async function writeResult(io: Io, { file, content, check }: Result): Promise<number> {
  const pieces = typeof content === "string" ? [content] : content;
  if (file === undefined) {
    if (check) throw new UserError("--check needs a file to compare with.", { hint: "Name it with --output." });
    // Everything is checked before the first piece is written: the reader may be a shell.
    exhaust(refuseIn("standard output", pieces));
    for (const piece of pieces instanceof Uint8Array ? [pieces] : pieces) io.stdout.write(piece);
    return 0;
  }
  const isThere = await holdsContent(file, pieces);
  const checked = refuseIn(file, pieces);
  if (isThere || check) exhaust(checked);
  else await writeFileAtomically(file, checked);
  if (check && !isThere) {
    tell(io, `${file} is out of date.`);
    tell(io, "  Hint: Run the same command without --check.");
    return 1;
  }
  tell(io, isThere ? `${file} is up to date.` : `Wrote ${file}.`);
  return 0;
}

function exhaust(items: Iterable<unknown>): void {
  for (const _ of items);
}

function refuseIn(file: string, content: Uint8Array | Iterable<string>): Iterable<string | Uint8Array> {
  if (!(content instanceof Uint8Array)) return refuseSecretsIn(file, content);
  refuseSecretName(file);
  return [content];
}
