import { type Stats, constants, fstatSync } from "node:fs";
import { access, open } from "node:fs/promises";
import { dirname } from "node:path";

import { UserError } from "../../errors.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { quoteShellWord } from "../../sequence/shell-word.ts";
import { fileError } from "../../trace/files/file-error.ts";
import { findParts } from "../../trace/files/find-parts.ts";
import { statIfThere } from "../../trace/files/stat-if-there.ts";
import { isPackedFile } from "../../trace/files/unpack-file.ts";
import { refuseRecordingInUse } from "../../trace/journal/left-journals.ts";
import type { WrittenKind } from "../command.ts";

export interface PlannedOutput {
  readonly file: string;
  /** Files that the command reads, or words that may be some. */
  readonly inputs: readonly string[];
  readonly kind: WrittenKind;
}

/**
 * Checks the output file before a command does anything. No command overwrites a file that it reads, whatever path leads to it (a link, a
 * hard link, a disk that ignores case), and a trace never replaces another kind of file, or the other way around.
 *
 * @throws UserError
 */
export async function checkOutput({ file, inputs, kind }: PlannedOutput): Promise<void> {
  // First: messages name the file.
  const { refuseSecretName } = await import("../../redact/scan/gate.ts");
  refuseSecretName(file);
  if (kind === "trace") refuseRecordingInUse(file);
  const there = await statIfThere(file, "write");
  if (there === undefined) {
    refuseOtherFormat(file, kind);
    return checkFolder(file);
  }
  for (const input of inputs.flatMap(partsOf)) {
    const read = await statInput(input);
    if (read !== undefined && read.dev === there.dev && read.ino === there.ino) throw overInput(file, input);
  }
  if (there.isDirectory()) {
    if (kind === "folder") return;
    throw new UserError(`Cannot write "${file}": it is a directory.`, { hint: "Name a file in it." });
  }
  if (!there.isFile() || there.size === 0) return refuseOtherFormat(file, kind);
  const held = await findHeld(file);
  if (held === "trace" && kind !== "trace") throw overTrace(file, "a trace");
  if (held === "packed" && kind === "file") throw overTrace(file, "an archive or a compressed file");
  if (held !== "trace" && kind === "trace") throw overOther(file);
  refuseOtherFormat(file, kind);
  if ((there.mode & 0o222) === 0) {
    throw new UserError(`Cannot write "${file}": it is read-only.`, {
      hint: "Make it writable, or name another file.",
    });
  }
  // Its replacement is written next to it.
  await checkWritable(dirname(file), file);
}

/** An archive is a ZIP file; programs choose by the name how to unpack it. */
function refuseOtherFormat(file: string, kind: PlannedOutput["kind"]): void {
  if (kind !== "archive") return;
  const ending = matchedText(/(?:\.tar)?\.(?:tar|tgz|gz|bz2|xz|zst|br|lz4|7z|rar|har|json|html?|md)$/i, file);
  if (ending === "") return;
  throw new UserError(`Cannot write "${file}": the archive is a ZIP file, not ${ending}.`, {
    hint: `Use \`-o ${quoteShellWord(`${file.slice(0, -ending.length)}.zip`)}\`.`,
  });
}

/** The file that a word names: stdin, which a shell may have opened from a file, a file, or none, because a word may not be a path. */
async function statInput(input: string): Promise<Stats | undefined> {
  try {
    return input === STDIN ? fstatSync(0) : await statIfThere(input, "read");
  } catch {
    return undefined;
  }
}

/** The files of an argument that may be a folder or a pattern. */
function partsOf(input: string): readonly string[] {
  try {
    return findParts(input) ?? [input];
  } catch (error) {
    if (error instanceof UserError) return [input];
    throw error;
  }
}

/** Missing folders are created below an existing one. */
async function checkFolder(file: string): Promise<void> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const there = await statIfThere(folder, "write");
    if (there?.isDirectory() === true) return checkWritable(folder, file);
    if (there !== undefined) {
      throw new UserError(`Cannot write "${file}": a part of its path is not a directory.`, {
        hint: "Check the path.",
      });
    }
    if (folder === dirname(folder)) return;
  }
}

async function checkWritable(folder: string, file: string): Promise<void> {
  try {
    await access(folder, constants.W_OK);
  } catch (error) {
    throw fileError(error, "write", file);
  }
}

/**
 * Content that may exist only once: a HAR file or a journal, or a packed file that may contain one. In UTF-16, a NUL is between two
 * letters.
 */
async function findHeld(file: string): Promise<"trace" | "packed" | undefined> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
    const text = buffer.toString("latin1", 0, bytesRead).replaceAll("\0", "");
    if (text.startsWith("PK\x03\x04") || isPackedFile(buffer)) return "packed";
    const isTrace =
      /^[^{[\w]*\{\s*"(?:wirewalkJournal|log)"\s*:/.test(text) || /^[^{[\w]*\{[^]*"log"\s*:\s*\{/.test(text);
    return isTrace ? "trace" : undefined;
  } catch (error) {
    throw fileError(error, "read", file);
  } finally {
    await handle.close();
  }
}

const BEGINNING = 1 << 16;

const STDIN = "-";

function overInput(file: string, input: string): UserError {
  const other = input === STDIN ? "stdin" : `"${input}"`;
  const same = file === input ? "" : `it is the same file as ${other}, and `;
  return new UserError(`Did not write "${file}": ${same}this command reads it.`, {
    hint: "Name another file with -o.",
  });
}

function overTrace(file: string, what: string): UserError {
  return new UserError(`Did not write "${file}": it is ${what}, and the new content is not.`, {
    hint: "Choose another file with -o, or remove that one.",
  });
}

function overOther(file: string): UserError {
  return new UserError(`"${file}" exists and is not a trace. Nothing was written.`, {
    hint: "Choose another file with -o, or remove that one.",
  });
}
