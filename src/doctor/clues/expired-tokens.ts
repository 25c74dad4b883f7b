import { readJson } from "../../json/read-json.ts";
import { describeSpan } from "../../sequence/describe-span.ts";
import { isEndName } from "../../shapes/end-names.ts";
import { bodyText } from "../../trace/bodies/body-text.ts";
import { headerText } from "../../trace/headers.ts";
import { readDate } from "../../trace/model/start-time.ts";
import type { Finding } from "../finding.ts";
import { findTokens } from "./find-tokens.ts";
import type { NumberedCall } from "./numbered-call.ts";

/** Tokens that were sent after the expiry that their response named. Each once, at its first occurrence. */
export function findExpiredTokens(calls: readonly NumberedCall[]): readonly Finding[] {
  const ends = new Map<string, TokenEnd>();
  const told = new Set<string>();
  const findings: Finding[] = [];
  for (const call of calls.toSorted((a, b) => a.start - b.start)) {
    for (const alias of tokensIn(JSON.stringify([call.entry.request.url, call.entry.request.headers]))) {
      const known = ends.get(alias);
      if (known === undefined || told.has(alias) || !(call.start > known.end)) continue;
      told.add(alias);
      findings.push({
        subject: "token",
        state: "warning",
        text: `${alias}, which ${known.from} issued, expired at ${new Date(known.end).toISOString()}; ${call.name} sent it ${describeSpan(call.start - known.end)} later`,
        hint: "Make the client request a new one before it expires; check its cache and both clocks.",
      });
    }
    for (const [alias, end] of readEnds(call)) ends.set(alias, { end, from: call.name });
  }
  return findings;
}

interface TokenEnd {
  /** Milliseconds since 1970. */
  readonly end: number;
  readonly from: string;
}

const tokensIn = (text: string): readonly string[] => [...new Set(findTokens(text))];

/** A token in a header has the only expiry in the body; a token in the body has the expiry of its object. */
function readEnds({ entry: { response }, end: received }: NumberedCall): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  const named: number[] = [];
  visit(readJson(bodyText(response.content)), (object) => {
    const end = readEnd(object, received);
    if (end === undefined) return;
    named.push(end);
    for (const [name, value] of Object.entries(object)) {
      if (typeof value !== "string" || /refresh/i.test(name)) continue;
      for (const alias of tokensIn(value)) ends.set(alias, end);
    }
  });
  const [first] = named;
  const inHeader = tokensIn(headerText(response.headers, "x-subject-token"));
  for (const alias of inHeader) if (first !== undefined) ends.set(alias, first);
  return ends;
}

function visit(value: unknown, see: (object: Readonly<Record<string, unknown>>) => void): void {
  const open = [value];
  for (let next = open.pop(); next !== undefined || open.length > 0; next = open.pop()) {
    if (typeof next !== "object" || next === null) continue;
    // What JSON.parse makes is an array or has names.
    if (!Array.isArray(next)) see(next as Readonly<Record<string, unknown>>);
    open.push(...Object.values(next));
  }
}

function readEnd(object: Readonly<Record<string, unknown>>, received: number): number | undefined {
  for (const [name, value] of Object.entries(object)) {
    if ((typeof value !== "string" && typeof value !== "number") || !isEndName(name) || OF_OTHERS.test(name)) continue;
    const seconds = Number(value);
    if (seconds > 0 && seconds < NO_DATE) return received + seconds * 1000;
    const date = readDate(value);
    if (!Number.isNaN(date)) return date;
  }
  return undefined;
}

/** `refresh_expires_in`, `cacheTtl`: the end of another token, or of what is kept of the response. */
const OF_OTHERS = /refresh|cache/i;

/** Seconds, three years: a larger number is a date. */
const NO_DATE = 1e8;
