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

export interface MarkList {
  readonly marks: Marks;
  /** @param digest of the entry */
  readonly add: (entry: EntryOutline, digest: string) => void;
}

/** @param length exchanges that will be added */
export function createMarks(length: number): MarkList {
  const numbers = (): Float64Array => new Float64Array(length);
  const [starts, ends] = [numbers(), numbers()];
  const hashes = Buffer.alloc(length * DIGEST);
  const slugs = createNames(length);
  const statuses = numbers();
  const tokens = new Map<TokenKind, Float64Array>();
  const named = new Set<number>();
  const setToken = (kind: TokenKind, index: number, text: string): void => {
    if (text === "") return;
    const column = tokens.get(kind) ?? numbers();
    tokens.set(kind, column);
    column[index] = toToken(text);
  };
  const tokenOf = (kind: TokenKind, index: number): number => tokens.get(kind)?.[index] ?? 0;
  let index = 0;
  return {
    marks: {
      length,
      startOf: (at) => starts[at] ?? 0,
      endOf: (at) => ends[at] ?? 0,
      hashOf: (at) => hashes.toString("base64", at * DIGEST, (at + 1) * DIGEST),
      callOf: (at) => `${slugs.at(at)} ${statuses[at]}`,
      slugOf: slugs.at,
      tokenOf,
      isNamed: (at) => named.size > 0 && named.has(tokenOf("id", at)),
    },
    add: (entry, digest) => {
      const { request, response, startedDateTime, time, connection = "", _id = "" } = entry;
      const { method, url, headers, postData } = request;
      const start = toMicroseconds(startedDateTime);
      starts[index] = start;
      ends[index] = start + Math.round(Math.min(Math.max(0, time), LONGEST) * 1000);
      hashes.write(digest, index * DIGEST, "base64");
      slugs.set(index, slugStep(method, url, nameRequest(request)?.text));
      statuses[index] = response.status;
      setToken("id", index, _id);
      setToken(
        "likeness",
        index,
        `${method} ${toPlainTarget(url)}\n${response.status}\n${withoutAliasNumbers(bodyText(postData))}`,
      );
      setToken("traceparent", index, matchedText(TRACEPARENT, headerText(headers, "traceparent")));
      const requestIds = REQUEST_IDS.map((name) => headerText(headers, name));
      setToken("requestId", index, findText(requestIds, isTelling));
      setToken("port", index, connection);
      for (const id of [entry._retryOf, entry._redirectOf, entry._nestedIn]) if (id) named.add(toToken(id));
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
function createNames(length: number): { at: (index: number) => string; set: (index: number, name: string) => void } {
  const numbers = new Uint32Array(length);
  const names: string[] = [];
  const known = new Map<string, number>();
  return {
    at: (index) => names[numbers[index] ?? 0] ?? "",
    set: (index, name) => {
      const number = known.get(name) ?? names.push(name) - 1;
      known.set(name, number);
      numbers[index] = number;
    },
  };
}
