import { UserError } from "../errors.ts";
import { unescapeName } from "../json/pointer.ts";
import { escapePattern } from "../sequence/escape-pattern.ts";
import { matchParts } from "../sequence/match-parts.ts";
import { adviseNearest } from "../sequence/nearest-name.ts";
import { textAt } from "../sequence/text-at.ts";
import type { Call } from "./call.ts";

/** Parts of a request by which its response can be found. */
export const MATCH_PARTS = ["method", "origin", "path", "query", "headers", "body"] as const;

export type MatchPart = (typeof MATCH_PARTS)[number];

export interface MatchOptions {
  /** Parts of a request that count. @default all of them */
  readonly match?: readonly string[];
  /**
   * Members of these parts that do not: `query.ts`, `header.x-date`, `body.client.sent_at`; `*` matches any letters, in a body any member
   * or index, and at its end everything below. @default none
   */
  readonly ignore?: readonly string[];
}

/** The parts of a request that count when its response is looked up. */
export interface MatchRules {
  readonly has: (part: MatchPart) => boolean;
  readonly ignoresQuery: (name: string) => boolean;
  readonly ignoresHeader: (name: string) => boolean;
  /** By a JSON pointer, or the name of a field. */
  readonly ignoresBody: (pointer: string) => boolean;
}

/** Throws a `UserError` for a part that no request has. */
export function readMatchRules({ match = MATCH_PARTS, ignore = [] }: MatchOptions): MatchRules {
  const unknown = match.find((part) => !(MATCH_PARTS as readonly string[]).includes(part));
  if (unknown !== undefined) {
    const words = unknown.toLowerCase().split(/[\s+;:|/]+/);
    const isList = words.length > 1 && words.every((word) => MATCH_PARTS.some((part) => part === word));
    throw new UserError(`Requests cannot be matched on "${unknown}".${adviseNearest(unknown, MATCH_PARTS)}`, {
      hint: isList ? `Write ${words.join(",")}.` : `Choose from: ${MATCH_PARTS.join(", ")}.`,
    });
  }
  const wrong = ignore.find((name) => !/^(?:query|header|body)\../.test(name));
  if (wrong !== undefined) {
    throw new UserError(`"${wrong}" is not a part of a request that can be ignored.${guessPart(wrong)}`, {
      hint: "Write query.NAME, header.NAME, or body.PATH, such as query.ts, header.x-date, or body.items.*.id.",
    });
  }
  const parts = new Set<string>(match);
  return {
    has: (part) => parts.has(part),
    ignoresQuery: toTest(ignore, "query."),
    ignoresHeader: toTest(ignore, "header."),
    ignoresBody: toBodyTest(ignore),
  };
}

/** For `ts`, `?ts`, `queries.ts`, `headers.x-date`; what a lone word names cannot be known, and a query is the most common. */
function guessPart(wrong: string): string {
  const [, part, name] = matchParts(/^(?:(query|header|body)?[a-z]*[.:/=[\s]|\?)?([\w-][\w.*-]*)\]?$/i, wrong);
  return name === undefined ? "" : ` Did you mean "${part?.toLowerCase() ?? "query"}.${name}"?`;
}

function toTest(ignore: readonly string[], prefix: string): (name: string) => boolean {
  const patterns = ignore
    .filter((name) => name.startsWith(prefix))
    .map((name) => toPattern(name.slice(prefix.length), "i"));
  return (name) => patterns.some((pattern) => pattern.test(name));
}

/** `*` matches any letters. */
function toPattern(name: string, flags = ""): RegExp {
  return new RegExp(`^${name.split("*").map(escapePattern).join(".*")}$`, flags);
}

/** A path of members with all that is below: `items.*.id`, or as a JSON pointer. */
function toBodyTest(ignore: readonly string[]): (pointer: string) => boolean {
  const paths = ignore
    .filter((name) => name.startsWith("body."))
    .map((name) => name.slice("body.".length))
    .map((path) => (path.startsWith("/") ? path.slice(1).split("/") : path.replace(/^\$\.?/, "").split(".")))
    .map((names) => names.map((name) => toPattern(name)));
  if (paths.length === 0) return () => false;
  return (pointer) => {
    const members = pointer.replace(/^\//, "").split("/").map(unescapeName);
    return paths.some((path) => path.every((name, at) => at < members.length && name.test(textAt(members, at))));
  };
}

/** The call without what does not count. */
export function fitCall(call: Call, rules: MatchRules): Call {
  return {
    method: rules.has("method") ? call.method : "",
    origin: rules.has("origin") ? call.origin : "",
    path: rules.has("path") ? call.path : "",
    query: rules.has("query") ? call.query.filter(([name]) => !rules.ignoresQuery(name)) : [],
    range: call.range,
  };
}
