import { type HeadChange, rewriteHead } from "./rewrite-head.ts";

/**
 * What of a head that is still being read is the same in the whole head, as its server gets it: nothing before the first line has its end,
 * and not a last line that may be one of those that are changed.
 *
 * @param raw all bytes of the head until now
 */
export function beginningOf(raw: Buffer, change: HeadChange): Buffer {
  const { proxyAuthorization: _, traceparent: _2, ...kept } = change;
  const lastLine = raw.lastIndexOf(LF) + 1;
  const end = isSettled(raw.toString("latin1", lastLine), change) ? raw.length : lastLine;
  return rewriteHead(raw.subarray(0, end), kept).bytes;
}

const LF = 10;

function isSettled(line: string, { without, host }: HeadChange): boolean {
  if (line === "" || /^[ \t]/.test(line)) return true;
  const colon = line.indexOf(":");
  const name = (colon < 0 ? line : line.slice(0, colon)).trim().toLowerCase();
  if (host !== undefined && "host".startsWith(name)) return false;
  return colon >= 0 || [...without].every((left) => !left.startsWith(name));
}
