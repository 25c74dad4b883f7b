import type { Header } from "../../trace/model/types.ts";
import { readPythonLiteral } from "./python-literal.ts";

/**
 * Headers as clients of OpenStack write them on one line: run together by keystoneauth, in the order of their names; as a dict
 * or a list of pairs of Python by swiftclient and older clients.
 */
export function readHeaderText(text: string): readonly Header[] {
  const literal = /^\s*(?:CaseInsensitiveDict\()?[{[]/.test(text)
    ? readPythonLiteral(text.replace(/^\s*CaseInsensitiveDict\(/, ""))
    : undefined;
  return literal === undefined ? splitHeaders(text) : toHeaders(literal.value);
}

function toHeaders(pairs: unknown): readonly Header[] {
  if (!Array.isArray(pairs)) return [];
  return pairs.flatMap((pair: unknown) => {
    if (!Array.isArray(pair)) return [];
    const [name, value] = pair.map((part: unknown) => (Buffer.isBuffer(part) ? part.toString() : part));
    return typeof name === "string" ? [{ name, value: typeof value === "string" ? value : "" }] : [];
  });
}

interface Start {
  readonly name: string;
  readonly from: number;
  readonly end: number;
}

/**
 * A name is a word with a colon and a blank after it; a value may contain such a word too (`img-src data: blob:`). The names are sorted, so
 * a name out of order belongs to a value: the longest sorted run is used.
 */
function splitHeaders(text: string): readonly Header[] {
  const starts = Array.from(text.matchAll(/(?:^| )([A-Za-z][\w-]*): ?/g), ({ 0: found, 1: name = "", index }) => ({
    name,
    from: index,
    end: index + found.length,
  }));
  const chosen = longestInOrder(starts.slice(0, MOST));
  return chosen.map(({ name, end }, at) => ({ name, value: text.slice(end, chosen[at + 1]?.from) }));
}

/** No response has more headers than this; the search takes quadratic time. */
const MOST = 300;

function longestInOrder(starts: readonly Start[]): readonly Start[] {
  const runs: Run[] = [];
  for (const start of starts) {
    let best: Run = { start, length: runs.length === 0 ? 1 : 0, before: undefined };
    for (const before of runs) {
      if (before.length === 0 || before.start.name > start.name || before.length < best.length) continue;
      best = { start, length: before.length + 1, before };
    }
    runs.push(best);
  }
  const longest = Math.max(...runs.map(({ length }) => length));
  const chosen: Start[] = [];
  for (let run = runs.findLast(({ length }) => length === longest); run !== undefined; run = run.before)
    chosen.unshift(run.start);
  return chosen;
}

/** Headers in order that end with this one; it is 0 long where none does that begins with the first. */
interface Run {
  readonly start: Start;
  readonly length: number;
  readonly before: Run | undefined;
}
