import { array, assert, base64String, constantFrom, integer, oneof, property, record, string, uuid } from "fast-check";
import { describe, expect, test } from "vitest";

import { type Redactor, createRedactor } from "../../src/redact/redactor.ts";
import { createAliasNumbering } from "../../src/trace/alias.ts";
import type { Exchange, ExchangeDetails } from "../../src/trace/journal/exchange.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { runsOf } from "../helpers/runs.ts";
import { createCorpus } from "../secrets/corpus.ts";
import { listBodies } from "../secrets/list-bodies.ts";
import { aBody } from "./redact.ts";

/** A rule that finds nothing: with any rule, each exchange takes the slow path. */
const NOTHING = { header: "x-of-nobody" };

/** How many of the exchanges that were compared took the quick path. */
interface PathCount {
  quick: number;
  all: number;
}

/** Exchanges after redaction, each swept again at the end as saving does, with the numbers that the file would have. */
function redactAll(
  redactor: Redactor,
  exchanges: readonly Exchange[],
  count: PathCount = { quick: 0, all: 0 },
): string[] {
  const own = structuredClone(exchanges);
  for (const one of own) redactor.redactExchange(one);
  // Only the quick path knows that all was masked.
  count.quick += own.filter(({ knownSecrets }) => knownSecrets !== undefined).length;
  count.all += own.length;
  for (const one of own) redactor.sweepExchange(one);
  const { number } = createAliasNumbering();
  return own.map(({ knownSecrets: _known, ...one }) => number(JSON.stringify(one)));
}

function expectSame(exchanges: readonly Exchange[], count?: PathCount): void {
  const slow = createRedactor({ policy: { rules: [NOTHING] } });
  expect(redactAll(createRedactor(), exchanges, count)).toEqual(redactAll(slow, exchanges));
}

const tokens = ["kT9wex9o0fp97oQz1", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "hunter2hunter2", "Zm9vOmJhcmJhcg=="];
const secrets = constantFrom(...tokens);
/** Texts, ids, and encodings of texts. */
const words = oneof(
  constantFrom(
    "ACTIVE",
    "cirros",
    "2026-11-29T10:00:00Z",
    "http://h/v2/images?limit=8",
    "fa:16:3e:5b:aa:01",
    "é",
    "334 x",
  ),
  constantFrom(
    "login joe pw1",
    "REDACTED-token-1",
    "a@b.example",
    "curl -u joe:x http://h/",
    ":1000:1000:joe:/home/joe",
  ),
  uuid(),
  uuid().map((id) => `req-${id}`),
  uuid().map((id) => id.replaceAll("-", "")),
  string({ maxLength: 24 }).chain((text) =>
    constantFrom(...(["hex", "base64", "base64url"] as const)).map((encoding) => Buffer.from(text).toString(encoding)),
  ),
  base64String({ maxLength: 40 }),
  string({ maxLength: 12 }),
  secrets,
  // A secret that is learned before another one that contains it.
  secrets.map((secret) => Buffer.from(secret).toString("base64")),
);
const names = constantFrom("id", "name", "kind", "password", "status", "visibility", "access_token", "links", "value");
const bodies = oneof(
  array(record({ name: names, value: words }), { maxLength: 4 }).map((members) =>
    JSON.stringify(Object.fromEntries(members.map(({ name, value }) => [name, value]))),
  ),
  array(oneof(words, integer()), { maxLength: 9 }).map((items) => JSON.stringify(items, undefined, 2)),
  words,
);
const headers = array(
  record({
    name: constantFrom(
      "X-Auth-Token",
      "Authorization",
      "Cookie",
      "Date",
      "X-Request-Id",
      "Location",
      "Vary",
      "X-Own",
      "ETag",
    ),
    value: words,
  }),
  { maxLength: 4 },
).map((list) => list.flatMap(({ name, value }) => [name, value.replaceAll(/[^\x20-\x7E]/g, "")]));
const urls = oneof(
  constantFrom(
    "http://h/v2/images",
    "http://h/reset/8Fk2jQ0aPz",
    "http://h/v1/secrets/9faa6fd5-b254-4184-80c0-66b7c062315e",
  ),
  secrets.map((secret) => `http://h/a?access_token=${encodeURIComponent(secret)}`),
  secrets.map((secret) => `http://h/${encodeURIComponent(secret)}/x`),
);
/** Secrets that a proxy knows from elsewhere. */
const details = oneof(
  constantFrom<ExchangeDetails | undefined>(
    undefined,
    { changed: ["absolute-form"] },
    { responseVersion: "HTTP/1.0", retryOf: 1 },
  ),
  secrets.map((secret) => ({
    tls: { version: "TLSv1.3", cipher: "x", chain: [{ subject: `CN=${secret}`, issuer: "CN=x", expires: "" }] },
    tried: ["127.0.0.1:1"],
    connected: { dns: 1, connect: 1, ssl: 1 },
  })),
);
const exchanges = record({
  more: details,
  url: urls,
  asked: bodies,
  answer: bodies,
  requestHeaders: headers,
  responseHeaders: headers,
}).map(({ more, url, asked, answer, requestHeaders, responseHeaders }): Exchange =>
  anExchange({
    more: more && structuredClone(more),
    url,
    requestHeaders,
    responseHeaders,
    requestBody: asked === "" ? undefined : aBody(asked),
    responseBody: answer === "" ? undefined : aBody(answer),
  }),
);

/** What services mostly send: the quick path is for these. Now and then there is a secret in one. */
const calmWords = oneof(
  { weight: 8, arbitrary: constantFrom("ACTIVE", "cirros", "2026-11-29T10:00:00Z", "shared", "a b, c", "é") },
  { weight: 4, arbitrary: uuid() },
  { weight: 4, arbitrary: uuid().map((id) => id.replaceAll("-", "")) },
  { weight: 1, arbitrary: words },
);
const calmBodies = oneof(
  array(record({ name: constantFrom("id", "name", "kind", "status", "size"), value: oneof(calmWords, integer()) }), {
    maxLength: 6,
  }).map((members) => JSON.stringify(Object.fromEntries(members.map(({ name, value }) => [name, value])))),
  array(calmWords, { maxLength: 6 }).map((items) => JSON.stringify({ items }, undefined, 2)),
);
const calmHeaders = array(
  oneof(
    record({ name: constantFrom("X-Request-Id", "Vary", "ETag", "Server", "X-Own"), value: calmWords }),
    record({ name: constantFrom("X-Auth-Token"), value: secrets }),
  ),
  { maxLength: 4 },
).map((list) => list.flatMap(({ name, value }) => [name, value.replaceAll(/[^\x20-\x7E]/g, "")]));
const calmExchanges = record({
  asked: oneof(constantFrom(""), calmBodies),
  answer: calmBodies,
  requestHeaders: calmHeaders,
  responseHeaders: calmHeaders,
}).map(({ asked, answer, requestHeaders, responseHeaders }): Exchange =>
  anExchange({
    requestHeaders,
    responseHeaders,
    requestBody: asked === "" ? undefined : aBody(asked),
    responseBody: aBody(answer),
  }),
);

/** Each twice, as what comes again holds nothing new. */
const lists = array(oneof(exchanges, calmExchanges, calmExchanges), { minLength: 1, maxLength: 6 }).map((list) =>
  list.concat(list),
);

describe("the quick path through an exchange", () => {
  test("gives the same result as the long path, whatever was learned before and after", async ({ annotate }) => {
    const count = { quick: 0, all: 0 };
    assert(
      property(lists, (list) => expectSame(list, count)),
      { numRuns: runsOf(150) },
    );
    await annotate(`${count.quick} of ${count.all} exchanges took the quick path`);
    expect(count.quick).toBeGreaterThan(count.all / 8);
  });

  test("gives the same result for the bodies of the corpus, one after another", async ({ annotate }) => {
    const count = { quick: 0, all: 0 };
    const list = listBodies(40)
      .filter((_, index) => index % 10 === 0)
      .map((text, index) =>
        anExchange({
          requestHeaders: ["Accept", "application/json", "X-Auth-Token", tokens[index % 2] ?? ""],
          responseHeaders: ["Content-Type", "application/json", "X-Request-Id", `req-${index}`],
          responseBody: aBody(text),
        }),
      );
    expect(list.length).toBeGreaterThan(100);
    expectSame(list, count);
    await annotate(`${count.quick} of ${count.all} exchanges took the quick path`);
    expect(count.quick).toBeGreaterThan(0);
  });

  test("gives a token in base64 the token's own name, also before the token", () => {
    const encoded = Buffer.from("kT9wex9o0fp97oQz1").toString("base64");
    const one = anExchange({
      requestHeaders: ["X-Own", encoded],
      responseHeaders: ["X-Auth-Token", "kT9wex9o0fp97oQz1"],
    });
    expectSame([one]);
    const alias = expect.stringMatching(/^REDACTED-token-~\d+$/) as unknown;
    const redactor = createRedactor({ policy: { rules: [NOTHING] } });
    redactor.redactExchange(one);
    expect(one.requestHeaders).toEqual(["X-Own", alias]);
    expect(one.responseHeaders[1]).toBe(one.requestHeaders[1]);
  });

  test("calls a password a password, also after a header that only looks like a secret", () => {
    const secret = "a1Q5d2V4OW8wZnA5N29RejE=";
    const one = (): Exchange =>
      anExchange({ requestHeaders: ["X-Own", secret], requestBody: aBody(JSON.stringify({ password: secret })) });
    expectSame([one(), one()]);
    expect(redactAll(createRedactor(), [one()])[0]).not.toContain("REDACTED-token");
  });

  test("masks a value in a known header that became a secret afterwards", () => {
    const redactor = createRedactor();
    const ask = (parts: Partial<Exchange>): Exchange => {
      const one = anExchange({ responseHeaders: ["Vary", "Accept", "X-Build", "blue-heron-42"], ...parts });
      redactor.redactExchange(one);
      return one;
    };
    expect(ask({}).responseHeaders).toContain("blue-heron-42");
    ask({ requestHeaders: ["X-Auth-Token", "blue-heron-42"] });
    expect(ask({}).responseHeaders).toEqual(["Vary", "Accept", "X-Build", expect.stringMatching(/^REDACTED-token-/)]);
  });
});

describe("a sweep", () => {
  test("leaves the result of an earlier sweep unchanged, also for bodies that a limit cut within a word", () => {
    const { cuts } = createCorpus("2");
    const redactor = createRedactor();
    const swept = cuts
      .filter((_, index) => index % 40 === 0)
      .map(({ text }) => {
        const cut = { ...aBody(text), sha256: "0".repeat(64) };
        const one = anExchange({ requestHeaders: ["X-Auth-Token", tokens[0] ?? ""], responseBody: cut });
        redactor.redactExchange(one);
        redactor.sweepExchange(one);
        return one;
      });
    const before = JSON.stringify(swept);
    for (const one of swept) redactor.sweepExchange(one);
    expect(swept.length).toBeGreaterThan(100);
    expect(JSON.stringify(swept)).toBe(before);
  });

  test("masks what was learned after an exchange in which nothing was found", () => {
    const redactor = createRedactor();
    const early = anExchange({ responseBody: aBody('{"name":"blue-heron-42"}') });
    redactor.redactExchange(early);
    redactor.sweepExchange(early);
    expect(early.responseBody?.text).toBe('{"name":"blue-heron-42"}');
    redactor.redactExchange(anExchange({ requestHeaders: ["X-Auth-Token", "blue-heron-42"] }));
    redactor.sweepExchange(early);
    expect(early.responseBody?.text).toMatch(/^\{"name":"REDACTED-token-~\d+"\}$/);
  });
});
