import { readFile } from "node:fs/promises";

import { UserError } from "../../errors.ts";
import type { TextSource } from "../stream/text-source.ts";
import { fileError } from "./file-error.ts";
import { openFileSource, sourceOfBytes } from "./file-source.ts";

/**
 * Opens a file in which a trace is looked for, also one that gzip or zstd has packed, or `wirewalk share`: then it is the trace in the
 * archive.
 *
 * @param longest Bytes of a file that is read at once. @default 16 MiB
 * @throws UserError if it cannot be read, or is an archive without a trace.
 */
export async function openTraceSource(file: string, longest?: number): Promise<TextSource> {
  const source = await openFileSource(file, longest);
  if (!isArchive(source)) return source;
  const trace = (await openArchive(file))?.find(({ name }) => name === `${file}/${TRACE}`);
  if (trace !== undefined) return trace;
  throw new UserError(`"${file}" is a ZIP file without "${TRACE}", or is damaged.`, {
    hint: "Use an archive written by `wirewalk share`, or unpack this one and name the trace in it.",
  });
}

/** Whether this is the beginning of a ZIP file. */
export function isArchive(source: TextSource): boolean {
  return source.text(0, Math.min(source.length, MAGIC.length)) === MAGIC;
}

/** The files in an archive that `wirewalk share` wrote, named `failing.zip/trace.har`; undefined for any other ZIP file, and for one that is damaged. */
export async function openArchive(file: string): Promise<readonly TextSource[] | undefined> {
  const { unzipSync } = await import("fflate");
  const bytes = await readFile(file).catch((error: unknown) => {
    throw fileError(error, "read", file);
  });
  let left = MOST;
  try {
    const unpacked = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!PACKED.has(name)) return false;
        // No more is unpacked than the archive declares, because its author may not be trusted.
        left -= originalSize;
        if (left < 0) throw tooLong(file, name);
        return true;
      },
    });
    if (unpacked[TRACE] === undefined) return undefined;
    return Object.entries(unpacked).map(([name, content]) => sourceOfBytes(content, `${file}/${name}`));
  } catch (error) {
    if (error instanceof UserError) throw error;
    return undefined;
  }
}

const MAGIC = "PK\u0003\u0004";
const TRACE = "trace.har";

/** What `wirewalk share` packs. */
const PACKED: ReadonlySet<string> = new Set(["README.md", TRACE, "report.html", "page.md", "manifest.json"]);

/** Bytes of all files together. */
const MOST = 2 ** 30;

function tooLong(file: string, name: string): UserError {
  return new UserError(`"${name}" in "${file}" is larger than 1 GB, too large to unpack in memory.`, {
    hint: "Unpack it, and name the unpacked file.",
  });
}
