import { isUtf8 } from "node:buffer";
import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";

import { UserError } from "../../errors.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { decodeUtf16 } from "../bodies/utf16.ts";
import type { JournalMask } from "../journal/read-journal.ts";
import { chunksOfTrace } from "../model/serialize.ts";
import type { Trace } from "../model/types.ts";
import type { ReadOptions } from "../stream/read-source.ts";
import type { TextSource } from "../stream/text-source.ts";
import { openTraceSource } from "./archive.ts";
import { fileError } from "./file-error.ts";
import { isFile } from "./is-file.ts";
import { type WriteOptions, writeFileAtomically } from "./write-file.ts";

/**
 * Reads a trace: a HAR file of any tool, or the journal of an interrupted recording; the files of a folder, or of a pattern such as
 * `app.*.har`, as one trace.
 *
 * @param loadMask for a journal; see `readJournal`
 * @throws UserError if the file cannot be read, or is neither
 */
export async function readTrace(file: string, loadMask?: LoadMask, options: ReadTraceOptions = {}): Promise<Trace> {
  if (await isFile(file)) return readOne(file, loadMask, options);
  const { findParts } = await import("./find-parts.ts");
  const parts = findParts(file);
  return parts === undefined ? readOne(file, loadMask, options) : readParts(parts, loadMask, options);
}

type LoadMask = (journal: string) => Promise<JournalMask>;

/** Short parts may be long together; then no part is in memory as a whole. */
async function readParts(
  parts: readonly string[],
  loadMask?: LoadMask,
  options: ReadTraceOptions = {},
): Promise<Trace> {
  const [{ LONGEST_WHOLE }, { joinTraces }, { listAbsent }] = await Promise.all([
    import("../stream/read-source.ts"),
    import("../stream/join-traces.ts"),
    import("./list-absent.ts"),
  ]);
  const size = parts.reduce((sum, part) => sum + statSync(part).size, 0);
  const longestWhole = size > LONGEST_WHOLE ? 0 : LONGEST_WHOLE;
  const read = (part: string): Promise<Trace> => readOne(part, loadMask, { longestWhole, ...options });
  const start = await read(knownAt(parts, 0));
  const traces: [Trace, ...Trace[]] = [start];
  for (const part of parts.slice(1)) traces.push(await read(part));
  return joinTraces(traces, listAbsent(parts));
}

async function readOne(file: string, loadMask?: LoadMask, options: ReadTraceOptions = {}): Promise<Trace> {
  const source = await openTraceSource(file, options.longestWhole);
  const other = await options.readOther?.(source);
  if (other !== undefined) return other;
  if (source.text(0, Math.min(source.length, JOURNAL.length)) === JOURNAL) {
    const { readJournal } = await import("../journal/read-journal.ts");
    return readJournal(file, await loadMask?.(file));
  }
  // The schema library costs 50 ms to load, which a recording that only writes need not pay.
  const [{ readSource }, { attachBodies }] = await Promise.all([
    import("../stream/read-source.ts"),
    import("./attached-bodies.ts"),
  ]);
  return attachBodies(readSource(source, options), file);
}

export interface ReadTraceOptions extends ReadOptions {
  /** Reads other formats than HAR and journals; undefined for these two. @default nothing else is read */
  readonly readOther?: (source: TextSource) => Promise<Trace | undefined>;
}

const JOURNAL = '{"wirewalkJournal":';

/** Writes a trace as HAR, completely or not at all. Throws a `UserError` if it cannot be written. */
export async function writeTrace(file: string, trace: Trace, options: WriteOptions = {}): Promise<void> {
  await writeFileAtomically(file, chunksOfTrace(trace), options);
}

/**
 * Reads a file as UTF-8, with its byte order mark. Throws a `UserError` that names it.
 *
 * @param decoding what happens to bytes that are not UTF-8: an error, because writing the text again would lose them; or
 * UTF-16 is read, as PowerShell writes the output of programs, and in other text "�" replaces them
 */
export async function readText(file: string, decoding: "strict" | "lenient" = "strict"): Promise<string> {
  const bytes = await readBytes(file);
  if (decoding === "lenient") return decodeUtf16(bytes) ?? bytes.toString("utf8");
  if (isUtf8(bytes)) return bytes.toString("utf8");
  throw new UserError(`"${file}" is not UTF-8 text.`, {
    hint: "Save it as UTF-8; otherwise, some of its characters would be lost.",
  });
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw fileError(error, "read", file);
  }
}
