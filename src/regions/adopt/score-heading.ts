import { knownAt } from "../../sequence/known-at.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import type { AdoptedArrow } from "./adopted-arrow.ts";

/** How well the text of a heading matches an arrow. */
export interface HeadingFacts {
  readonly number: number | undefined;
  readonly method: string | undefined;
  readonly status: number | undefined;
  readonly path: string | undefined;
  /** Without its number, in lower case. */
  readonly name: string;
}

export function readHeadingFacts(text: string): HeadingFacts {
  const [numbered = "", number] = matchParts(/^\((\d{1,6})\)\s*/, text);
  const rest = text.slice(numbered.length);
  const [, method] = matchParts(
    /(?:^|[\s:([-])(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|QUERY)(?=[\s:)\]]|$)/,
    rest,
  );
  const [, status] = matchParts(/(?:^|\s|HTTP\/[\d.]+ )([1-5]\d\d)(?=\s|$)/, rest);
  const [, path] = matchParts(/(?:^|\s)(?:https?:\/\/[^\s/]+)?(\/[^\s?#,;)]*)/, rest);
  return {
    number: number === undefined ? undefined : Number(number),
    method,
    status: method === undefined && status !== undefined ? Number(status) : undefined,
    path,
    name: rest.replaceAll(/^[\d.:)\s-]+/g, "").toLowerCase(),
  };
}

/** Below, nothing speaks for it. */
export const WORTH = 2;
/** From here on, no confirmation is needed. */
export const SURE = 4;

/** How strong the evidence is that a heading belongs to an arrow; 0 if something contradicts it. */
export function scoreHeading(facts: HeadingFacts, arrow: AdoptedArrow): number {
  const { number, method, status, path } = facts;
  const isRequest = arrow.kind === "request";
  if (isRequest ? status !== undefined : method !== undefined) return 0;
  if (isRequest && method !== undefined && method !== arrow.method) return 0;
  if (!isRequest && status !== undefined && status !== arrow.status) return 0;
  const pathScore = path === undefined ? 0 : comparePaths(path, arrow);
  const isNamed = arrow.name !== "" && saysName(facts.name, arrow);
  if (path !== undefined && pathScore === 0 && !isNamed) return 0;
  const said = [method, status].some((fact) => fact !== undefined) ? 1 : 0;
  const score = said + (status === undefined ? 0 : 1) + pathScore + (isNamed ? 5 : 0);
  // An author's own name does not match an arrow of another kind.
  if (score === 0 && number === undefined) return 0;
  return score + (number === arrow.number ? 2 : 0);
}

function saysName(said: string, { kind, name, status }: AdoptedArrow): boolean {
  const wanted = name.toLowerCase();
  if (said === wanted) return kind === "request";
  return kind === "response" && said.endsWith(` ${wanted}`) && (status === 0 || said.includes(String(status)));
}

/** 4 for the same path, 2 if only a proxy's prefix was added or removed. */
function comparePaths(said: string, { path, recordedPath }: AdoptedArrow): number {
  const own = toSegments(said);
  return Math.max(...[path, recordedPath].map((wanted) => compareSegments(own, toSegments(wanted))));
}

function compareSegments(said: readonly string[], wanted: readonly string[]): number {
  const [short, long] = said.length <= wanted.length ? [said, wanted] : [wanted, said];
  if (short.length === 0) return long.length === 0 ? 4 : 0;
  const end = long.slice(long.length - short.length);
  const isSame = short.every((segment, index) => isAlike(segment, knownAt(end, index)));
  if (!isSame) return 0;
  if (short.length === long.length) return 4;
  // `/` or `/{id}` would end all paths alike.
  return short.some((segment) => !isPlaceholder(segment) && /\p{L}/u.test(segment)) ? 2 : 0;
}

function toSegments(path: string): readonly string[] {
  return path.replace(/\/+$/, "").split("/").slice(1);
}

function isAlike(one: string, other: string): boolean {
  if (one.toLowerCase() === other.toLowerCase()) return true;
  if (isPlaceholder(one)) return isPlaceholder(other) || /\d|^.{20,}$/.test(other);
  return isPlaceholder(other) && /\d|^.{20,}$|^\.{3}$|^…$/.test(one);
}

/** `{id}`, `:id`, `<id>`, `$ID`, `ID` */
function isPlaceholder(segment: string): boolean {
  return /^(?:\{.*\}|:\w+|<.*>|\$\{?\w+\}?|[A-Z][A-Z_]+)$/.test(segment);
}
