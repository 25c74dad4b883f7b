import { UserError } from "../../errors.ts";
import { isArchive, openArchive } from "../../trace/files/archive.ts";
import { openFileSource } from "../../trace/files/file-source.ts";
import { PackedError } from "../../trace/files/unpack-file.ts";
import type { TextSource } from "../../trace/stream/text-source.ts";
import type { FindOwn } from "./find-own.ts";
import { listFiles } from "./list-files.ts";
import { type ScanFinding, scanText } from "./scan-text.ts";

export interface ScanReport {
  /** By file, in the order of lines. */
  readonly findings: readonly FileFinding[];
  /** Files read as text. */
  readonly scanned: number;
  /** Files that hold bytes that are no text, and were not looked into. */
  readonly binary: number;
}

export interface FileFinding extends ScanFinding {
  readonly file: string;
}

/** Looks for secrets in files, and in folders, except what git ignores. Throws a `UserError` for what cannot be read. */
export async function scanFiles(paths: readonly string[], findOwn?: FindOwn): Promise<ScanReport> {
  const findings: FileFinding[] = [];
  let scanned = 0;
  let binary = 0;
  for (const path of await listFiles(paths)) {
    const sources = await openTexts(path);
    if (sources.length === 0) binary += 1;
    for (const source of sources) {
      scanned += 1;
      for (const finding of await scanOne(source, findOwn)) findings.push({ file: source.name, ...finding });
    }
  }
  return { findings, scanned, binary };
}

async function scanOne(source: TextSource, findOwn: FindOwn | undefined): Promise<Iterable<ScanFinding>> {
  if (source.length <= LONG) return scanText(source.text(0, source.length), findOwn);
  // Most files are short, and their search begins sooner without it.
  const { scanSource } = await import("./scan-source.ts");
  return scanSource(source, { findOwn });
}

/** Units that are looked at as a whole. */
const LONG = 1 << 24;

/** The text of a file, or those in an archive of `wirewalk share`; none for bytes that are no text. */
async function openTexts(file: string): Promise<readonly TextSource[]> {
  try {
    const source = await openFileSource(file);
    const packed = isArchive(source) ? await openArchive(file) : undefined;
    if (packed !== undefined) return packed;
    return source.text(0, Math.min(source.length, LOOKED_AT)).includes("\0") ? [] : [source];
  } catch (cause) {
    if (cause instanceof PackedError) return [];
    // It states the reason.
    throw cause instanceof UserError ? cause : new UserError(`Cannot read "${file}".`, { cause });
  }
}

/** Characters, as many as git looks at. */
const LOOKED_AT = 8000;
