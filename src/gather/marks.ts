import { findText } from "../sequence/first-text.ts";
import { matchedText } from "../sequence/matched-text.ts";
import { bodyText } from "../trace/bodies/body-text.ts";
import { headerText } from "../trace/headers.ts";
import { toMicroseconds } from "../trace/model/start-time.ts";
import { nameRequest } from "../trace/names/call-name.ts";
import { slugStep } from "../trace/names/step-id.ts";
import type { EntryOutline } from "./entry-outline.ts";
import { toPlainTarget, withoutAliasNumbers } from "./plain-target.ts";
import { toToken } from "./token.ts";

/**
 * The facts about every exchange of a part that are needed before the first is written, by index: only a few numbers
 * each, because a million exchanges may be gathered.
 */
export interface Marks {
  readonly length: number;
  /** Microseconds since 1970, by its recorder's clock. */
  readonly startOf: (index: number) => number;
  readonly endOf: (index: number) => number;
  /** Digest of the request and the response, whatever its name is. */
  readonly hashOf: (index: number) => string;
  /** Method, path without anything that an alias may replace, and status. */
  readonly callOf: (index: number) => string;
  readonly slugOf: (index: number) => string;
  /** A number for equal values; 0 if there is no value. */
  readonly tokenOf: (kind: TokenKind, index: number) => number;
  /** Whether another exchange of the part names one with the id of this one. */
  readonly isNamed: (index: number) => boolean;
}

/** `likeness`: what both sides see alike, which is method, path, request body, status. `port`: of the client's end. */
export type TokenKind = "id" | "likeness" | "traceparent" | "requestId" | "port";

const COLUMNS = {
  start: 0,
  end: 1,
  slug: 2,
  status: 3,
  id: 4,
  likeness: 5,
  traceparent: 6,
  requestId: 7,
  port: 8,
} as const;

type Column = keyof typeof COLUMNS;

export interface MarkList {
  readonly marks: Marks;
  /** @param digest of the entry */
  readonly add: (entry: EntryOutline, digest: string) => void;
}

/**
 * @param length exchanges that will be added
 * @param names of all parts that are gathered @default of this part
 */
export function createMarks(length: number, names: NameTable = createNameTable()): MarkList {
  // One array for all columns: of thousands of short parts, each array would take more room than what is in it.
  const numbers = new Float64Array(length * Object.keys(COLUMNS).length);
  const at = (column: Column, index: number): number => numbers[COLUMNS[column] * length + index] ?? 0;
  const set = (column: Column, value: number): void => {
    numbers[COLUMNS[column] * length + index] = value;
  };
  const setToken = (kind: TokenKind, text: string): void => {
    if (text !== "") set(kind, toToken(text));
  };
  const hashes = Buffer.alloc(length * DIGEST);
  const slugOf = (place: number): string => names.at(at("slug", place));
  const tokenOf = (kind: TokenKind, place: number): number => at(kind, place);
  let named: Set<number> | undefined;
  let index = 0;
  return {
    marks: {
      length,
      startOf: (place) => at("start", place),
      endOf: (place) => at("end", place),
      hashOf: (place) => hashes.toString("base64", place * DIGEST, (place + 1) * DIGEST),
      callOf: (place) => `${slugOf(place)} ${at("status", place)}`,
      slugOf,
      tokenOf,
      isNamed: (place) => named?.has(tokenOf("id", place)) === true,
    },
    add: (entry, digest) => {
      const { request, response, startedDateTime, time, connection = "", _id = "" } = entry;
      const { method, url, headers, postData } = request;
      const start = toMicroseconds(startedDateTime);
      set("start", start);
      set("end", start + Math.round(Math.min(Math.max(0, time), LONGEST) * 1000));
      hashes.write(digest, index * DIGEST, "base64");
      set("slug", names.numberOf(slugStep(method, url, nameRequest(request)?.text)));
      set("status", response.status);
      setToken("id", _id);
      setToken(
        "likeness",
        `${method} ${toPlainTarget(url)}\n${response.status}\n${withoutAliasNumbers(bodyText(postData))}`,
      );
      setToken("traceparent", matchedText(TRACEPARENT, headerText(headers, "traceparent")));
      const requestIds = REQUEST_IDS.map((name) => headerText(headers, name));
      setToken("requestId", findText(requestIds, isTelling));
      setToken("port", connection);
      for (const id of [entry._retryOf, entry._redirectOf, entry._nestedIn])
        if (id) (named ??= new Set()).add(toToken(id));
      index += 1;
    },
  };
}

/** Milliseconds; three years is not the duration of an exchange, and what follows must not be moved that far. */
const LONGEST = 1e11;

/** Bytes of the digest of an entry. */
const DIGEST = 12;

/** Ids that consist of zeros only mean none. */
const TRACEPARENT = /^[\da-f]{2}-(?!0+-)[\da-f]{32}-(?!0+(?:-|$))[\da-f]{16}(?=-|$)/i;

/** What counts from 1 on one host does so on another; an alias is one of those. */
function isTelling(id: string): boolean {
  return id.length >= SHORTEST_ID && !/^(?:\D*0*\d{1,9}|0+(?:-0+)*)$/.test(id);
}

const SHORTEST_ID = 8;

const REQUEST_IDS = ["x-request-id", "x-correlation-id", "x-amzn-trace-id", "request-id"] as const;

export function listHashes({ length, hashOf }: Marks): readonly string[] {
  return Array.from({ length }, (_, index) => hashOf(index));
}

/** Texts with many duplicates, each once in memory. */
export interface NameTable {
  readonly at: (number: number) => string;
  readonly numberOf: (name: string) => number;
}

export function createNameTable(): NameTable {
  const names: string[] = [];
  const known = new Map<string, number>();
  return {
    at: (number) => names[number] ?? "",
    numberOf: (name) => {
      const number = known.get(name) ?? names.push(name) - 1;
      known.set(name, number);
      return number;
    },
  };
}
