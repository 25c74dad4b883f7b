import { LF } from "../../wire/head-buffer.ts";
import { type HeadChange, rewriteHead } from "./rewrite-head.ts";

/** The settled part of a head that is still being read. */
export interface HeadBeginning {
  /** As its server gets it. */
  readonly bytes: Buffer;
  /** Length of the part, as it came. */
  readonly read: number;
}

/**
 * What of a head that is still being read is the same in the whole head: nothing before the first line has its end, and not a last line that
 * may be one of those that are changed.
 *
 * @param raw all bytes of the head until now
 */
export function beginningOf(raw: Buffer, change: HeadChange): HeadBeginning {
  const { proxyAuthorization: _, traceparent: _2, ...kept } = change;
  const lastLine = raw.lastIndexOf(LF) + 1;
  const read = isSettled(raw.toString("latin1", lastLine), change) ? raw.length : lastLine;
  return { bytes: rewriteHead(raw.subarray(0, read), kept).bytes, read };
}

function isSettled(line: string, { without, host }: HeadChange): boolean {
  if (line === "" || /^[ \t]/.test(line)) return true;
  const colon = line.indexOf(":");
  const name = (colon < 0 ? line : line.slice(0, colon)).trim().toLowerCase();
  if (host !== undefined && "host".startsWith(name)) return false;
  return colon >= 0 || [...without].every((left) => !left.startsWith(name));
}
