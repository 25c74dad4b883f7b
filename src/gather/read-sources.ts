import { UserError } from "../errors.ts";
import { type OpenTraceOptions, openFetched, openRecordings } from "../import/open-trace.ts";
import type { SessionKey } from "../redact/session/session-key.ts";
import { locateWritten } from "../trace/stream/locate-written.ts";
import type { FoundSource } from "./find-sources.ts";
import { createNameTable } from "./marks.ts";
import type { Part } from "./part.ts";
import { toParts } from "./read-parts.ts";
import { openSealed } from "./session/open-sealed.ts";
import { createSweep } from "./session/sweep-entries.ts";
import { type SurveyedPart, survey } from "./survey.ts";

export interface ReadSources {
  readonly parts: readonly SurveyedPart[];
  /** What could not be masked in all sources, in words. */
  readonly remarks: readonly string[];
  /** Files in directories that are not traces, and why. */
  readonly others: readonly { readonly file: string; readonly why: string }[];
}

/**
 * Reads the recordings of the sources, one after the other; only the required data of a long one is in memory.
 *
 * @throws UserError if a source cannot be read, or is not a recording
 */
export async function readSources(
  sources: readonly FoundSource[],
  { key, ...options }: OpenTraceOptions & { readonly key?: SessionKey | undefined },
): Promise<ReadSources> {
  const parts: Part[] = [];
  const longestWhole = Math.min(LONGEST_WHOLE, Math.floor(LONGEST_TOGETHER / sources.length));
  const others: { file: string; why: string }[] = [];
  for (const { file, isNamed, fetched } of sources) {
    try {
      const opening = { longestWhole, kept: 1, isAsRecorded: true, locateWritten, ...options };
      const recordings = await (fetched === undefined ? openRecordings(file, opening) : openFetched(fetched, opening));
      for (const { name, trace } of recordings) parts.push(...toParts(trace, file, name));
    } catch (error) {
      if (!(error instanceof UserError) || isNamed || !/\.(?:zip|json|jsonl)$/i.test(file)) throw error;
      others.push({ file, why: error.message });
    }
  }
  const { remarks, ...opened } = openSealed(parts, key);
  const sweep = createSweep(opened);
  const names = createNameTable();
  return { parts: parts.map((part) => survey(part, { sweep, key, names })), remarks, others };
}

/** Units: if there are many sources, none may be in memory as a whole. */
const LONGEST_WHOLE = 1 << 18;
const LONGEST_TOGETHER = 1 << 24;
