import { readFile } from "node:fs/promises";

import { UserError } from "../../errors.ts";
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

/** Looks for secrets in files, and in folders but for what git ignores. Throws a `UserError` for what cannot be read. */
export async function scanFiles(paths: readonly string[]): Promise<ScanReport> {
  const findings: FileFinding[] = [];
  let scanned = 0;
  let binary = 0;
  for (const file of await listFiles(paths)) {
    const bytes = await readBytes(file);
    const text = toText(bytes);
    if (text === undefined) {
      binary += 1;
      continue;
    }
    scanned += 1;
    for (const finding of scanText(text)) findings.push({ file, ...finding });
  }
  return { findings, scanned, binary };
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new UserError(`Cannot read "${file}".`, { cause });
  }
}

/** Undefined for bytes that are no text. */
function toText(bytes: Buffer): string | undefined {
  // Windows programs write UTF-16, half of which is zeros.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le", 2);
  return bytes.subarray(0, LOOKED_AT).includes(0) ? undefined : bytes.toString();
}

/** Bytes, as many as git looks at. */
const LOOKED_AT = 8000;
