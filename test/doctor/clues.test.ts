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

const retriesOf = (...parts: readonly Parts[]): readonly string[] =>
  textsOf(...parts).filter((text) => text.startsWith("retries: "));

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
    expect(retriesOf(...tries(5, 20))).toEqual([
      "retries: (1)-(2) GET http://cloud/ failed 5 times in less than 1 s (503), up to (10)",
    ]);
  });

  test("five failures in a row are a storm, and so are two against Retry-After", () => {
    expect(retriesOf(...tries(5, 200))).toEqual([
      "retries: (1)-(2) GET http://cloud/ failed 5 times in 1 s (503), up to (10)",
    ]);
    expect(retriesOf(...tries(2, 200, { "Retry-After": "30" }))).toEqual([
      "retries: (1)-(2) GET http://cloud/ failed 2 times in less than 1 s (503), up to (4); Retry-After was 30 s",
    ]);
  });

  test("a client that waits is not a storm", () => {
    expect(retriesOf(...tries(5, 10_000))).toEqual([]);
    expect(retriesOf(...tries(2, 31_000, { "Retry-After": "30" }))).toEqual([]);
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

describe("responses that failed", () => {
  test.each<[Parts, string]>([
    [
      { status: 401, answer: { error: "invalid_token", error_description: "The token expired" } },
      '401, "The token expired"',
    ],
    [{ status: 403, answer: { errors: [{ code: 7, detail: "origin not allowed" }] } }, '403, "origin not allowed"'],
    [{ status: 401, gets: { "WWW-Authenticate": 'Bearer error_description="no audience"' } }, '401, "no audience"'],
    [{ status: 500 }, "500"],
    [
      { own: { _webSocketMessages: [{ type: "receive", time: 1, opcode: 8, data: "store is gone", _code: 1011 }] } },
      'closed with 1011, "store is gone"',
    ],
  ])("say what the server says: %j", (parts, text) => {
    expect(textsOf(parts)).toEqual([`failure: (1)-(2) GET http://cloud/ failed: ${text}`]);
  });

  test("count those that are alike once, and not those that the same request got over", () => {
    const failure: Parts = { status: 404, answer: { message: "no such image" } };
    expect(textsOf(failure, { ...failure, at: 50, url: "http://cloud/b" })).toEqual([
      'failure: (1)-(2) GET http://cloud/ failed: 404, "no such image", and 1 more',
    ]);
    expect(textsOf(failure, { at: 50 })).toEqual([]);
  });

  test("a WebSocket that ended normally did not fail", () => {
    for (const _code of [1000, 1001, 1005, 4001]) {
      const own = { _webSocketMessages: [{ type: "send", time: 1, opcode: 8, data: "", _code }] } as const;
      expect(textsOf({ own })).toEqual([]);
    }
  });
});

describe("loops", () => {
  const turn = (url: string, at: number, to: string): Parts => ({
    url: `http://cloud${url}`,
    at,
    status: 302,
    gets: { Location: to },
  });
  const page = (cursor: string, at: number, next: string | null): Parts => ({
    url: `http://cloud/items?cursor=${cursor}`,
    at,
    answer: { next },
  });

  test("redirects in a circle never end", () => {
    const circle = [turn("/home", 0, "/login"), turn("/login", 10, "http://cloud/home"), turn("/home", 20, "/login")];
    expect(textsOf(...circle)).toEqual([
      "loop: (1)-(2) GET http://cloud/home redirects to (3) and back: the redirects never end",
    ]);
    expect(textsOf(turn("/a", 0, "/a"), turn("/a", 10, "/a"))).toEqual([
      "loop: (1)-(2) GET http://cloud/a redirects to itself: the redirects never end",
    ]);
  });

  test("a redirect back with a cookie ends", () => {
    expect(
      textsOf(turn("/home", 0, "/login"), turn("/login", 10, "/home"), { url: "http://cloud/home", at: 20 }),
    ).toEqual([]);
  });

  test("redirects that ended, at once or later, were no loop", () => {
    const login = [turn("/", 0, "/login"), turn("/login", 10, "/")];
    expect(textsOf(...login, turn("/", 20, "/home"), { url: "http://cloud/home", at: 30 })).toEqual([]);
    expect(textsOf(...login, turn("/", 20, "/login"), { url: "http://cloud/login", at: 30 })).toEqual([]);
    expect(textsOf(...login, turn("/", 20, "http://cloud/login#again"))).toHaveLength(1);
  });

  test("a client that polls a list of two pages has no loop", () => {
    const poll = (first: Parts, second: Parts): readonly Parts[] =>
      [0, 1, 2].flatMap((turnOf) => [
        { ...first, url: "http://cloud/i?page=1", at: turnOf * 1000 },
        { ...second, url: "http://cloud/i?page=2", at: turnOf * 1000 + 50 },
      ]);
    const next = { Link: '<http://cloud/i?page=2>; rel="next"' };
    const back = { Link: '<http://cloud/i?page=1>; rel="prev", <http://cloud/i?page=1>; rel="first"' };
    expect(textsOf(...poll({ gets: next }, { gets: back }))).toEqual([]);
    expect(textsOf(...poll({ status: 304, gets: next }, { status: 304, gets: back }))).toEqual([]);
    expect(textsOf(...poll({ answer: { page: 1, next: 2 } }, { answer: { page: 2, prev: 1 } }))).toEqual([]);
    const links = (rel: string, page: number) => ({ answer: { links: { [rel]: { href: `/i?page=${page}` } } } });
    expect(textsOf(...poll(links("next", 2), links("prev", 1)))).toEqual([]);
  });

  test.each<[string, (to: number) => Parts]>([
    ["a link", (to) => ({ gets: { Link: `</i?page=0>; rel=first, </i?page=${to}>; rel="next"` } })],
    ["a member", (to) => ({ answer: { page: 3 - to, next_page: to } })],
    ["a URL", (to) => ({ answer: { links: { next: { href: `/i?page=${to}` } } } })],
    ["an element", (to) => ({ own: asXml(`<List><NextMarker>${to}</NextMarker></List>`) })],
  ])("%s to the next page that leads around is a loop", (_what, name) => {
    const pages = [1, 2, 1, 2, 1].map((page, index): Parts => {
      return Object.assign({ url: `http://cloud/i?page=${page}`, at: index * 10 }, name(3 - page));
    });
    expect(textsOf(...pages)).toEqual([expect.stringContaining("the pages never end")]);
  });

  const asXml = (text: string): object => ({
    response: { ...anEntry({}).response, content: { size: text.length, mimeType: "application/xml", text } },
  });

  test("a page with other content is not the same again", () => {
    const pages = ["a", "b", "a", "b", "a"].map((cursor, index) => ({
      url: `http://cloud/items?cursor=${cursor}`,
      at: index * 10,
      answer: { next: cursor === "a" ? "b" : "a", left: index },
    }));
    expect(textsOf(...pages)).toEqual([]);
  });

  test("pages that name an earlier one as the next never end", () => {
    const pages = ["a", "b", "a", "b", "a"].map((cursor, index) =>
      page(cursor, index * 10, cursor === "a" ? "b" : "a"),
    );
    expect(textsOf(...pages)).toEqual([
      "loop: (1)-(2) GET http://cloud/items?cursor=a names a next page that leads back to it, after 2 pages: the pages never end".replace(
        "(1)-(2)",
        "(5)-(6)",
      ),
    ]);
  });

  test.each<[string, readonly Parts[]]>([
    ["lists that are read again", [page("a", 0, "b"), page("b", 10, null), page("a", 20, "b"), page("b", 30, null)]],
    ["a page back", [page("1", 0, "2"), page("2", 10, "1"), page("1", 20, "2")]],
    ["polls", [0, 10, 20, 30].map((at) => ({ url: "http://cloud/status?after=1", at, answer: { next: "1" } }))],
  ])("%s are none", (_what, parts) => {
    expect(textsOf(...parts)).toEqual([]);
  });
});

describe("bodies", () => {
  const withText = (text: string, content: object = {}): Trace => {
    const entry = anEntry({});
    const body = { size: text.length, mimeType: "application/json; charset=utf-8", text, ...content };
    return together([{ ...entry, response: { ...entry.response, content: body } }]);
  };
  const texts = (trace: Trace) => examineTrace(trace).map(({ text }) => text);

  test("of JSON that end in the middle are reported", () => {
    expect(texts(withText('{"items": [{"id": 1}, {"na'))).toEqual([
      "the JSON that (1)-(2) GET http://cloud/ returned ends in the middle",
    ]);
  });

  test.each<[string, object]>([
    ["a range, by its status", { status: 206 }],
    ["a range, by its header", { headers: toHeaders({ "Content-Range": "bytes 0-9/100" }) }],
    ["the recorder", { content: { size: 10, mimeType: "application/json", text: '[{"a": 12', _truncated: true } }],
  ])("cut by %s are fine", (_what, parts) => {
    const { request, response, ...rest } = anEntry({});
    const content = { size: 10, mimeType: "application/json", text: '[{"a": 12' };
    const trace = together([{ ...rest, request, response: { ...response, content, ...parts } }]);
    expect(texts(trace).join("\n")).not.toContain("ends in the middle");
  });

  test.each([
    ['{"items": []}', {}],
    ['{"a": 1}\n{"b": 2}', {}],
    ["not found", {}],
    ["", {}],
    ['{"a": [1, 2', { mimeType: "text/plain" }],
  ])("%j %j is fine", (text, content) => {
    expect(texts(withText(text, content))).toEqual([expect.stringContaining("no sign of")]);
  });
});
