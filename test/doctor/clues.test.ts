import { describe, expect, test } from "vitest";

import { examineTrace } from "../../src/doctor/examine-trace.ts";
import type { Entry, Trace } from "../../src/trace/model/types.ts";
import { type EntryParts, aTrace as together, anEntry } from "../analyze/an-entry.ts";

interface Parts extends EntryParts {
  readonly sends?: Readonly<Record<string, string>>;
  readonly gets?: Readonly<Record<string, string>>;
}

const toHeaders = (fields: Readonly<Record<string, string>> = {}) =>
  Object.entries(fields).map(([name, value]) => ({ name, value }));

function aTrace(...parts: readonly Parts[]): Trace {
  return together(parts.map(toEntry));
}

function toEntry({ sends, gets, ...rest }: Parts): Entry {
  const entry = anEntry(rest);
  const response = { ...entry.response, headers: toHeaders(gets) };
  return { ...entry, request: { ...entry.request, headers: toHeaders(sends) }, response };
}

const begin = Date.parse(anEntry({}).startedDateTime);
const httpDate = (after: number): string => new Date(begin + after).toUTCString();
const textsOf = (...parts: readonly Parts[]): readonly string[] =>
  examineTrace(aTrace(...parts))
    .filter(({ state }) => state === "warning")
    .map(({ subject, text }) => `${subject}: ${text}`);

describe("clocks", () => {
  test.each([
    [3_600_000, "clock: the clock of cloud is 1 h ahead of that of the machine that recorded"],
    [-5_400_000, "clock: the clock of cloud is 1 h 30 min behind that of the machine that recorded"],
  ])("%d ms", (off, text) => {
    expect(textsOf({ gets: { Date: httpDate(off) } }, { at: 50, gets: { date: httpDate(off + 50) } })).toEqual([text]);
  });

  test.each([
    [{ Date: httpDate(30_000) }],
    [{ Date: httpDate(-3_600_000), Age: "3600" }],
    [{ Date: httpDate(-3_600_000), "X-Cache": "HIT" }],
    [{ Date: "yesterday" }],
  ])("%j is not one", (gets) => {
    expect(textsOf({ gets })).toEqual([]);
  });
});

describe("tokens", () => {
  const sends = { Authorization: "Bearer REDACTED-token-1" };

  test.each<readonly [answer: unknown, gets: Readonly<Record<string, string>>]>([
    [{ access_token: "REDACTED-token-1", expires_in: 60 }, {}],
    [{ access_token: "REDACTED-token-1", expires_in: "60" }, {}],
    [{ access_token: "REDACTED-token-1", refresh_expires_in: 1800, ttl: 60 }, {}],
    [{ auth: { token: "REDACTED-token-1", exp: Math.floor(begin / 1000) + 60 } }, {}],
    [{ token: { expires_at: new Date(begin + 60_000).toISOString() } }, { "X-Subject-Token": "REDACTED-token-1" }],
  ])("%j has expired when it is sent", (answer, gets) => {
    const [text] = textsOf({ answer, gets }, { at: 240_000, url: "http://cloud/v2", sends });
    expect(text).toMatch(
      /^token: REDACTED-token-1, which \(1\)-\(2\) GET http:\/\/cloud\/ issued, expired at \S+; \(3\)-\(4\) GET http:\/\/cloud\/v2 sent it 3 min later$/,
    );
    expect(textsOf({ answer, gets }, { at: 30_000, sends })).toEqual([]);
  });

  test("has not expired at the time from which it is valid", () => {
    const answer = { access_token: "REDACTED-token-1", valid_after: new Date(begin + 60_000).toISOString() };
    expect(textsOf({ answer }, { at: 240_000, sends })).toEqual([]);
  });

  test("has not expired at the time until which a cache keeps the response", () => {
    const answer = { access_token: "REDACTED-token-1", cacheTtl: 60, expires_in: 3600 };
    expect(textsOf({ answer }, { at: 240_000, sends })).toEqual([]);
  });

  test("a refresh token outlives the tokens next to it", () => {
    const answer = { refresh_token: "REDACTED-token-1", access_token: "REDACTED-token-2", expires_in: 60 };
    expect(textsOf({ answer }, { at: 240_000, sends })).toEqual([]);
  });
});

describe("retries", () => {
  const tries = (count: number, every: number, gets = {}): readonly Parts[] =>
    Array.from({ length: count }, (_, index) => ({ at: index * every, status: 503, gets }));

  test("failures within one second do not take 0 s", () => {
    expect(textsOf(...tries(5, 20))).toEqual([
      "retries: (1)-(2) GET http://cloud/ failed 5 times in less than 1 s (503), up to (10)",
    ]);
  });

  test("five failures in a row are a storm, and so are two against Retry-After", () => {
    expect(textsOf(...tries(5, 200))).toEqual([
      "retries: (1)-(2) GET http://cloud/ failed 5 times in 1 s (503), up to (10)",
    ]);
    expect(textsOf(...tries(2, 200, { "Retry-After": "30" }))).toEqual([
      "retries: (1)-(2) GET http://cloud/ failed 2 times in less than 1 s (503), up to (4); Retry-After was 30 s",
    ]);
  });

  test("a client that waits is not a storm", () => {
    expect(textsOf(...tries(5, 10_000))).toEqual([]);
    expect(textsOf(...tries(2, 31_000, { "Retry-After": "30" }))).toEqual([]);
  });
});

test("certificates that expire soon, slow name lookups, unreachable addresses", () => {
  const expires = new Date(begin + 3.5 * 86_400_000).toISOString();
  const chain = [{ subject: "CN=cloud", issuer: "CN=ca", expires }];
  const own = {
    _tls: { version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", chain },
    _tried: ["[::1]:80", "127.0.0.1:80"],
    _connected: { dns: 1200, connect: 1, ssl: 2 },
  };
  expect(textsOf({ own }, { at: 10, own })).toEqual([
    `certificate: CN=cloud expires on ${expires}, 3 days after the recording, in (1)-(2) GET http://cloud/`,
    "DNS: it took 1.2 s to find the address of cloud, in (1)-(2) GET http://cloud/",
    "address: [::1]:80 did not respond before 127.0.0.1:80 did, in (1)-(2) GET http://cloud/",
  ]);
});
