import { isUtf8 } from "node:buffer";
import type { Stats } from "node:fs";
import { chmod, mkdir, mkdtemp, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

import { UserError } from "../../errors.ts";
import { decodeUtf16 } from "../bodies/utf16.ts";
import type { JournalMask } from "../journal/read-journal.ts";
import { chunksOfTrace } from "../model/serialize.ts";
import type { Trace } from "../model/types.ts";
import type { ReadOptions } from "../stream/read-source.ts";
import { openTraceSource } from "./archive.ts";
import { UnwritableFileError, fileError, hasCode } from "./file-error.ts";

/**
 * Reads a trace: a HAR file of any tool, or the journal of a recording that broke off.
 *
 * @param loadMask for a journal; see `readJournal`
 * @throws UserError Where the file cannot be read, or holds neither.
 */
export async function readTrace(
  file: string,
  loadMask?: () => Promise<JournalMask>,
  options: ReadOptions = {},
): Promise<Trace> {
  const source = await openTraceSource(file);
  if (source.text(0, Math.min(source.length, JOURNAL.length)) === JOURNAL) {
    const { readJournal } = await import("../journal/read-journal.ts");
    return readJournal(file, await loadMask?.());
  }
  // The schema library costs 50 ms to load, which a recording that only writes need not pay.
  const [{ readSource }, { attachBodies }] = await Promise.all([
    import("../stream/read-source.ts"),
    import("./attached-bodies.ts"),
  ]);
  return attachBodies(readSource(source, options), file);
}

const JOURNAL = '{"wirewalkJournal":';

/** Writes a trace as HAR, whole or not at all. Throws a `UserError` where the disk refuses. */
export async function writeTrace(file: string, trace: Trace): Promise<void> {
  await writeFileAtomically(file, chunksOfTrace(trace));
}

/**
 * Reads a file as UTF-8, with its byte order mark. Throws a `UserError` that names it.
 *
 * @param decoding what becomes of bytes that are no UTF-8: an error, because writing the text again would lose them; or
 *   UTF-16 is read, which PowerShell makes of what a program prints, and in other text "�" stands for them
 */
export async function readText(file: string, decoding: "strict" | "lenient" = "strict"): Promise<string> {
  const bytes = await readBytes(file);
  if (decoding === "lenient") return decodeUtf16(bytes) ?? bytes.toString("utf8");
  if (isUtf8(bytes)) return bytes.toString("utf8");
  throw new UserError(`"${file}" is not UTF-8 text.`, {
    hint: "save it as UTF-8; as it is, some of its characters would be lost.",
  });
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw fileError(error, "read", file);
  }
}

/** Text or bytes, whole or in pieces; a piece of text holds whole characters. */
export type FileContent = Piece | Iterable<Piece>;

type Piece = string | Uint8Array;

export interface WriteOptions {
  /** Permissions of a new file; an existing one keeps its own. @default what the umask leaves of 0666 */
  readonly mode?: number;
}

/**
 * Writes a file so that a reader sees the old content or the new, never a part, whatever fails. Creates missing
 * folders and follows a symbolic link. Throws a `UserError` where the disk refuses, and what `content` throws as it is.
 */
export async function writeFileAtomically(
  file: string,
  content: FileContent,
  options: WriteOptions = {},
): Promise<void> {
  try {
    const { target, mode, isDevice } = await findTarget(file);
    // Moving a file onto /dev/null would replace the device.
    if (isDevice) return await writeDurably(target, content, { flag: "w" });
    await mkdir(dirname(target), { recursive: true });
    // A folder of our own beside the target: on the same disk, so that the file can be moved, and free of clashes.
    const folder = await mkdtemp(`${target}.tmp-`);
    try {
      const temporary = join(folder, "content");
      await writeDurably(temporary, content, { flag: "wx", ...options });
      if (mode !== undefined) await chmod(temporary, mode);
      await rename(temporary, target);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (error) {
    throw fileError(error, "write", file);
  }
}

interface Target {
  /** Where a symbolic link leads. */
  readonly target: string;
  /** Permissions of the file that is there. */
  readonly mode?: number;
  /** A pipe is one here too. */
  readonly isDevice: boolean;
}

async function findTarget(file: string): Promise<Target> {
  const status = await statOf(file);
  if (status === undefined) return { target: file, isDevice: false };
  // Where /dev/stdout is a pipe, its link leads to what has no path: moving a file there would replace the link.
  if (!status.isFile() && !status.isDirectory()) return { target: file, isDevice: true };
  // Moving a file onto it would work all the same.
  if (status.isFile() && (status.mode & 0o222) === 0) throw readOnly(file);
  return { target: await realpath(file), mode: status.mode & 0o7777, isDevice: false };
}

async function statOf(file: string): Promise<Stats | undefined> {
  try {
    return await stat(file);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function readOnly(file: string): UserError {
  return new UnwritableFileError(`Cannot write "${file}": it is read-only.`, {
    hint: "make it writable, or name another file.",
  });
}

async function writeDurably(file: string, content: FileContent, how: WriteOptions & { flag: string }): Promise<void> {
  const handle = await open(file, how.flag, how.mode);
  try {
    await handle.writeFile(isPiece(content) ? content : gather(content));
    if (how.flag === "wx") await handle.sync();
  } finally {
    await handle.close();
  }
}

function isPiece(content: FileContent): content is Piece {
  return typeof content === "string" || content instanceof Uint8Array;
}

const batchSize = 1 << 16;

/**
 * Joins small pieces: 100,000 writes of 2 KB cost far more than 3,000 of 64 KB. Pieces of text are joined as text: a
 * buffer for each would wait outside of the heap for the collector, which does not see how much that is.
 */
function* gather(pieces: Iterable<Piece>): Generator<Uint8Array> {
  let text = "";
  for (const piece of pieces) {
    if (typeof piece === "string") text += piece;
    if (typeof piece === "string" && text.length < batchSize) continue;
    yield Buffer.from(text);
    text = "";
    if (typeof piece !== "string") yield piece;
  }
  yield Buffer.from(text);
}
