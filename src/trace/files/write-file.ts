import { type FileHandle, chmod, link, mkdir, mkdtemp, open, realpath, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import { onlyKnown } from "../../json/only-known.ts";
import { UnwritableFileError, fileError } from "./file-error.ts";
import { type Piece, gatherPieces } from "./gather-pieces.ts";
import { CONTENT, WRITTEN } from "./left-files.ts";
import { NoSpaceError, isNoSpace } from "./no-space.ts";
import { statIfThere } from "./stat-if-there.ts";

/** Text or bytes, complete or in chunks, which are taken one after another; a chunk of text contains whole characters. */
export type FileContent = Piece | Iterable<Piece>;

export interface WriteOptions {
  /** Permissions of a new file; an existing file keeps its own. @default 0666 without the bits of the umask */
  readonly mode?: number;
  /**
   * Removes what the file was made from, after it is in its place. Until this returns there is a mark next to the file: if both are there
   * after a crash, neither contains anything that the other lacks.
   */
  readonly onWritten?: () => void | Promise<void>;
}

/**
 * Writes a file so that a reader sees the old content or the new, never a part, whatever fails. Creates missing folders and follows a
 * symbolic link. Throws a `UserError` if the disk refuses, and what `content` throws as it is.
 */
export async function writeFileAtomically(
  file: string,
  content: FileContent,
  options: WriteOptions = {},
): Promise<void> {
  try {
    const { target, mode, isDevice } = await findTarget(file);
    // Moving a file onto /dev/null would replace the device.
    if (isDevice) await writeDurably(target, content, { flag: "w" });
    else await replaceFile(target, content, { ...options, kept: mode });
    if (isDevice) await options.onWritten?.();
  } catch (error) {
    throw fileError(await measureSpace(error, content), "write", file);
  }
}

interface ReplaceOptions extends WriteOptions {
  /** Permissions of the file that is replaced. */
  readonly kept: number | undefined;
}

async function replaceFile(target: string, content: FileContent, options: ReplaceOptions): Promise<void> {
  const { mode, kept, onWritten } = options;
  await mkdir(dirname(target), { recursive: true });
  // A private folder next to the target: on the same disk, so that the file can be moved, and without name clashes.
  const folder = await mkdtemp(`${target}.tmp-`);
  try {
    const temporary = join(folder, CONTENT);
    await writeDurably(temporary, content, { flag: "wx", ...onlyKnown({ mode }) });
    if (kept !== undefined) await chmod(temporary, kept);
    // Without hard links, there is no mark.
    if (onWritten !== undefined) await link(temporary, join(folder, WRITTEN)).catch(() => {});
    await rename(temporary, target);
    await onWritten?.();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** If the error came before anything was written, the total size is still unknown. */
async function measureSpace(error: unknown, content: FileContent): Promise<unknown> {
  if (!isNoSpace(error) || error instanceof NoSpaceError) return error;
  let needed = 0;
  for (const piece of isPiece(content) ? [content] : content) needed += Buffer.byteLength(piece);
  return needed === 0 ? error : new NoSpaceError(error, needed);
}

interface Target {
  /** The target of a symbolic link. */
  readonly target: string;
  /** Permissions of the file that is there. */
  readonly mode?: number;
  /** A pipe is one here too. */
  readonly isDevice: boolean;
}

async function findTarget(file: string): Promise<Target> {
  const status = await statIfThere(file, "write");
  if (status === undefined) return { target: file, isDevice: false };
  // If /dev/stdout is a pipe, its link has no target path, and moving a file there would replace the link.
  if (!status.isFile() && !status.isDirectory()) return { target: file, isDevice: true };
  // Moving a file onto it would still work.
  if (status.isFile() && (status.mode & 0o222) === 0) throw readOnly(file);
  return { target: await realpath(file), mode: status.mode & 0o7777, isDevice: false };
}

/** Refuses what writing it would refuse, before anything else is written; a mode counts for the superuser too. */
export async function refuseReadOnly(file: string): Promise<void> {
  await findTarget(file);
}

function readOnly(file: string): UnwritableFileError {
  return new UnwritableFileError(`Cannot write "${file}": it is read-only.`, {
    hint: "Make it writable, or name another file.",
  });
}

async function writeDurably(
  file: string,
  content: FileContent,
  { flag, mode }: { readonly flag: string; readonly mode?: number },
): Promise<void> {
  const handle = await open(file, flag, mode);
  try {
    await writePieces(handle, isPiece(content) ? [content] : gatherPieces(content), flag === "wx");
  } finally {
    await handle.close();
  }
}

/**
 * If the disk is full, the rest is only counted: the user needs to know how much space to free. Each piece is written while the next is made, which
 * may leave it valid only until then.
 */
async function writePieces(handle: FileHandle, pieces: Iterable<Piece>, isSynced: boolean): Promise<void> {
  let bytes = 0;
  let full: Error | undefined;
  let failed: { readonly error: unknown } | undefined;
  const attempt = async (write: () => Promise<void>): Promise<void> => {
    if (full !== undefined || failed !== undefined) return;
    await write().catch((error: unknown) => {
      if (!isNoSpace(error)) failed = { error };
      else full = error;
    });
  };
  let written: Promise<void> | undefined;
  try {
    for (const piece of pieces) {
      await written;
      if (failed !== undefined) throw failed.error;
      bytes += Buffer.byteLength(piece);
      written = attempt(() => handle.writeFile(piece));
    }
  } finally {
    // Not even for an error may the file be closed before.
    await written;
  }
  if (isSynced) await attempt(() => handle.sync());
  if (failed !== undefined) throw failed.error;
  if (full !== undefined) throw new NoSpaceError(full, bytes);
}

function isPiece(content: FileContent): content is Piece {
  return typeof content === "string" || content instanceof Uint8Array;
}
