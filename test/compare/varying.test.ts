import { describe, expect, test } from "vitest";

import { compare } from "../../src/compare/compare.ts";
import { type ExchangeParts, recordingOf } from "./an-exchange.ts";

/** Two recordings of one call, the second a little more than an hour later. */
const THEN = 1795392000;
const NOW = THEN + 4000;
const LATER = 4_000_000;

const asked = (query: string): ExchangeParts => ({ url: `http://cloud.example/a?${query}` });
const answered = (answer: unknown): ExchangeParts => ({ answer });
const sent = (body: unknown): ExchangeParts => ({ method: "POST", asked: body });
const headed = (name: string, value: string): ExchangeParts => ({ headers: { [name]: value } });
const lengthy = (name: string, value: string): ExchangeParts => ({ answer: { a: 1 }, ...headed(name, value) });
const heading = (name: string, value: string): ExchangeParts => ({ requestHeaders: { [name]: value } });

function differencesOf(before: ExchangeParts, after: ExchangeParts): readonly string[] {
  const { steps } = compare(
    recordingOf({ url: "http://cloud.example/a", ...before }),
    recordingOf({ url: "http://cloud.example/a", ...after, at: LATER }),
  );
  return steps.flatMap(({ differences }) => differences.map(({ message }) => message));
}

describe("values from a clock, a generator, or the system are not a difference", () => {
  test.each<[string, ExchangeParts, ExchangeParts]>([
    ["seconds", answered({ server_now: THEN }), answered({ server_now: NOW })],
    ["milliseconds under any name", answered({ x: THEN * 1000 + 1 }), answered({ x: NOW * 1000 + 870 })],
    ["microseconds", answered({ x: THEN * 1e6 + 1 }), answered({ x: NOW * 1e6 + 87 })],
    ["fractions", answered({ x: THEN + 0.25 }), answered({ x: NOW + 0.5 })],
    ["as text", answered({ x: String(THEN) }), answered({ x: String(NOW) })],
    ["an end that moved along", answered({ lease: THEN + 86_400 }), answered({ lease: NOW + 86_400 })],
    ["in a sentence", answered({ x: `at ${THEN} by cron` }), answered({ x: `at ${NOW} by cron` })],
    ["in the query", asked(`since=${THEN - 60}`), asked(`since=${NOW - 60}`)],
    ["in a header", headed("X-Seen", String(THEN)), headed("X-Seen", String(NOW))],
    [
      "in a signed URL",
      answered({ url: "https://s3.example/k?X-Amz-Date=20261123T100000Z&X-Amz-Expires=600&X-Amz-SignedHeaders=host" }),
      answered({ url: "https://s3.example/k?X-Amz-Date=20261123T110640Z&X-Amz-Expires=600&X-Amz-SignedHeaders=host" }),
    ],
    [
      "in a URL within a URL",
      answered({ url: "https://a.example/login?back=%2Freport%3Fat%3D2026-11-23T10%3A00%3A00Z" }),
      answered({ url: "https://a.example/login?back=%2Freport%3Fat%3D2026-11-23T11%3A06%3A40Z" }),
    ],
    ["a claim", answered({ nbf: THEN + 9 }), answered({ nbf: NOW + 70_000 })],
    ["an amount of time", answered({ took: "12.5 ms", elapsed_ms: 3 }), answered({ took: "9 ms", elapsed_ms: 80 })],
    ["a cache buster", asked("_=17"), asked("_=18")],
    [
      "others",
      asked("cb=83921&_dc=1795392000123&nocache=0.123456"),
      asked("cb=1000&_dc=9995392000123&nocache=0.987654"),
    ],
    ["a nonce", sent({ nonce: "n0nc3a1" }), sent({ nonce: "zz91xx7" })],
    ["a client nonce", asked("cnonce=a1b2c3d4"), asked("cnonce=00ffee11")],
    ["a token against forgery", heading("X-XSRF-TOKEN", "a1b2c3d4"), heading("X-XSRF-TOKEN", "0z0z0z0z")],
    ["the same as a field", answered({ csrfToken: "xkcdQwertZuiop==" }), answered({ csrfToken: "AbcdefGhijklmn==" })],
    ["a ULID", answered({ x: "01HZY3M4N5P6Q7R8S9T0V1W2X3" }), answered({ x: "01HZY9M4N5P6Q7R8S9T0V1W2Z9" })],
    ["a KSUID", answered({ x: "2Nv8Yt0QzKcWb3bZ7pXgJmLr5aB" }), answered({ x: "3Nv8Yt0QzKcWb3bZ7pXgJmLr5aC" })],
    [
      "the context of a trace",
      sent({ traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" }),
      sent({ traceparent: "00-1bf7651916cd43dd8448eb211c80319d-c7ad6b7169203332-01" }),
    ],
    [
      "case and blanks of a media type",
      headed("Content-Type", 'text/html; Charset="UTF-8"'),
      headed("content-type", "Text/HTML;charset=utf-8"),
    ],
    ["the order of methods", headed("Allow", "GET, HEAD,PUT"), headed("Allow", "PUT, GET, HEAD")],
    [
      "the order of directives",
      headed("Cache-Control", "No-Store, max-age=0"),
      headed("Cache-Control", "max-age=0, no-store"),
    ],
    [
      "the order of attributes of a cookie",
      headed("Set-Cookie", "a=b; Path=/; Secure"),
      headed("Set-Cookie", "a=b; secure; path=/"),
    ],
    [
      "the order of cookies, and a session's id",
      heading("Cookie", "sid=8f1e2d3c4b5a69788796a5b4c3d2e1f0; theme=dark"),
      heading("Cookie", "theme=dark; sid=00ff11ee22dd33cc44bb55aa66998877"),
    ],
    ["the case of an escape", { url: "http://cloud.example/a%2fb/%7Ec" }, { url: "http://cloud.example/a%2Fb/~c" }],
    ["the same in the query", asked("path=a%2fb"), asked("path=a%2Fb")],
    [
      "keys that are ids",
      answered({
        volumes: {
          "cd613e30-d8f1-4adf-91b7-584a2265b1f5": { size: 1 },
          "1d613e30-d8f1-4adf-91b7-584a2265b1f5": { size: 2 },
        },
      }),
      answered({
        volumes: {
          "5bc8fbbc-bde5-4099-8164-d8399f767c45": { size: 2 },
          "9bc8fbbc-bde5-4099-8164-d8399f767c45": { size: 1 },
        },
      }),
    ],
    [
      "the order in which a batch is answered",
      answered([
        { jsonrpc: "2.0", id: 1, result: "x" },
        { jsonrpc: "2.0", id: 2, error: { code: -1 } },
      ]),
      answered([
        { jsonrpc: "2.0", id: 2, error: { code: -1 } },
        { jsonrpc: "2.0", id: 1, result: "x" },
      ]),
    ],
    ["an entity tag", answered({ etag: '"33a64df5"' }), answered({ etag: '"90bb1235"' })],
    ["a condition on one", heading("If-Match", '"33a64df5"'), heading("If-Match", '"90bb"')],
    ["a place in a list", answered({ next_cursor: "g2wAAAABZAAGabc1" }), answered({ next_cursor: "h3xBBBBCZBBHxyz2" })],
    ["the same in the query", asked("page_token=CAUQAA123x"), asked("page_token=CBVQBB456y")],
    ["what is in a cache", headed("Age", "12"), {}],
    ["whether a cache answered", headed("X-Cache", "HIT from a"), headed("X-Cache", "MISS from b")],
    ["which cache it was", headed("CF-RAY", "8f1a2b3c4d5e6f70-FRA"), headed("CF-RAY", "8f1a2b3c4d5e6f99-AMS")],
    ["where a CDN wants to hear of failures", headed("Report-To", '{"s":"aB3"}'), {}],
    ["whether a body was packed", headed("Vary", "Accept-Encoding"), {}],
    ["the same beside others", headed("vary", "Origin, accept-encoding"), headed("Vary", "origin")],
    ["the length of a body", lengthy("Content-Length", "7"), lengthy("Transfer-Encoding", "chunked")],
    ["gzip and none", headed("Content-Encoding", "gzip"), {}],
    ["a connection", headed("Connection", "keep-alive"), headed("Keep-Alive", "timeout=5")],
    ["an id of a request", answered({ requestId: "K4M2-77" }), answered({ requestId: "P9Q1-03" })],
    ["in a header of a cloud", headed("x-amz-id-2", "abc/1+2="), headed("x-amz-id-2", "def/3+4=")],
    ["a port", answered({ x: "127.0.0.1:4123" }), answered({ x: "127.0.0.1:51234" })],
    ["of a host with a name", answered({ x: "http://web-1.lan:40123/x" }), answered({ x: "http://web-1.lan:51234/x" })],
    ["as a number", answered({ peerPort: 40_123 }), answered({ peerPort: 51_234 })],
    [
      "in a policy",
      headed("Content-Security-Policy", "script-src 'nonce-aGVsbG8xMjM='"),
      headed("Content-Security-Policy", "script-src 'nonce-d29ybGQ0NTY='"),
    ],
    ["a function of JSONP", asked("callback=jQuery1720394857_1"), asked("callback=jQuery9920394111_1")],
  ])("%s", (_what, before, after) => {
    expect(differencesOf(before, after)).toEqual([]);
  });
});

describe("values that somebody chose or counted are a difference, whatever is next to them", () => {
  test.each<[string, ExchangeParts, ExchangeParts]>([
    ["what else chooses a response", headed("Vary", "Accept-Encoding"), headed("Vary", "Accept-Encoding, Cookie")],
    ["the same, where nothing did", {}, headed("Vary", "Accept-Language")],
    ["how long a cache may keep it", headed("Cache-Control", "max-age=60"), headed("Cache-Control", "no-store")],
    ["an amount of ten digits", answered({ total: 1_234_567_890 }), answered({ total: 1_234_567_999 })],
    ["a fixed time", asked("since=1700000000"), asked("since=1700003600")],
    ["a limit", asked("limit=20"), asked("limit=21")],
    ["a time that did not move along", answered({ lease: THEN + 86_400 }), answered({ lease: NOW + 3600 })],
    [
      "another charset",
      headed("Content-Type", "text/html; charset=utf-8"),
      headed("Content-Type", "text/html; charset=koi8-r"),
    ],
    ["a boundary's case", headed("X-Type", "a; boundary=A"), headed("X-Type", "a; boundary=a")],
    ["another method", headed("Allow", "GET, HEAD"), headed("Allow", "GET, PUT")],
    [
      "a cookie that lost its protection",
      headed("Set-Cookie", "a=b; Path=/; Secure"),
      headed("Set-Cookie", "a=b; Path=/"),
    ],
    ["a cookie's value", heading("Cookie", "theme=dark; lang=en"), heading("Cookie", "lang=de; theme=dark")],
    ["a state that is a word", answered({ state: "active" }), answered({ state: "failed" })],
    ["an amount beside a nonce", sent({ nonce: "n0nc3a1", amount: 5 }), sent({ nonce: "zz91xx7", amount: 6 })],
    ["an amount in the text of one", sent({ x: "nonce-aaaabbbb1 of 5" }), sent({ x: "nonce-ccccdddd2 of 6" })],
    ["a place that can be read", answered({ cursor: "b2Zmc2V0OjIw" }), answered({ cursor: "b2Zmc2V0OjQw" })],
    ["a page", asked("page=2"), asked("page=3")],
    ["a place in a list that is a number", answered({ cursor: 20 }), answered({ cursor: 40 })],
    ["a port that somebody chose", answered({ port: 8080 }), answered({ port: 9090 })],
    ["of a host with a name", answered({ x: "http://web-1.lan:8080/x" }), answered({ x: "http://web-1.lan:9090/x" })],
    ["a switch", asked("random=true"), asked("random=false")],
    ["a data centre", asked("dc=ams1"), asked("dc=fra1")],
    ["a digest", answered({ sha256: "33a64df551425fcc" }), answered({ sha256: "90bb1235bb1425fcc" })],
    ["a status in an id", answered({ request_id: "done" }), answered({ request_id: "failed" })],
    ["a price beside a time", answered({ x: `${THEN} 5 EUR` }), answered({ x: `${NOW} 6 EUR` })],
  ])("%s", (_what, before, after) => {
    expect(differencesOf(before, after)).toHaveLength(1);
  });
});

/** The timestamp as the API writes it, from seconds since 1970. */
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
const http = (seconds: number): string => new Date(seconds * 1000).toUTCString();
/** A resource with an expiry this many seconds after the exchange, in the first recording and in the second. */
const ending = (write: (end: number) => ExchangeParts, one: number, other: number) =>
  [write(THEN_ASKED + one), write(THEN_ASKED + LATER / 1000 + other)] as const;
/** The time of the first exchange, in seconds since 1970. */
const THEN_ASKED = Date.parse(recordingOf({}).log.entries[0]?.startedDateTime ?? "") / 1000;
const cookie = (end: number): ExchangeParts => headed("Set-Cookie", `s=1; Path=/; Expires=${http(end)}`);
const xml = (end: number): ExchangeParts => ({ text: `<a><Expiration>${iso(end)}</Expiration></a>` });

describe("the validity of a resource", () => {
  test.each<[string, readonly [ExchangeParts, ExchangeParts]]>([
    ["an ISO date", ending((end) => answered({ expires_at: iso(end) }), 3600, 300)],
    ["deeper, in another spelling", ending((end) => answered({ token: { expiresAt: iso(end) } }), 3600, 300)],
    ["without a zone", ending((end) => answered({ expires: iso(end).slice(0, 19) }), 3600, 300)],
    ["a claim", ending((end) => answered({ exp: end }), 3600, 300)],
    ["seconds as text", ending((end) => answered({ expiry: String(end) }), 3600, 300)],
    ["in milliseconds", ending((end) => answered({ expirationTime: end * 1000 }), 3600, 300)],
    ["in a header", ending((end) => headed("X-Session-Expires", iso(end)), 3600, 300)],
    ["of a cache", ending((end) => headed("Expires", http(end)), 3600, 300)],
    ["of a cookie", ending(cookie, 3600, 300)],
    ["in XML", ending(xml, 3600, 300)],
    ["in a signed URL", ending((end) => asked(`Expires=${end}`), 3600, 300)],
    ["a day", ending((end) => answered({ valid_until: iso(end).slice(0, 10) }), 90 * 86_400, 30 * 86_400)],
    ["what is left", [answered({ expires_in: 3600 }), answered({ expires_in: 300 })]],
    ["what is left, with its unit", [answered({ ttl: "1 h" }), answered({ ttl: "300s" })]],
    ["a lease", [answered({ lease_duration: 2_764_800 }), answered({ lease_duration: 60 })]],
    ["what is longer now", ending((end) => answered({ expires_at: iso(end) }), 300, 3600)],
  ])("is a difference: %s", (_what, [before, after]) => {
    const [found = "", ...others] = differencesOf(before, after);
    expect(others).toEqual([]);
    expect(found).toMatch(/ \(valid for (?:1 h|5 min|60 s|30 days|\d+ days)\)/);
  });

  test("is shown, also if it has already ended", () => {
    const [before, after] = ending((end) => answered({ expires_at: iso(end) }), 3600, -60);
    expect(differencesOf(before, after)[0]).toMatch(/Z" \(valid for 1 h\) to "\S+" \(over already\)$/);
  });

  test.each<[string, readonly [ExchangeParts, ExchangeParts]]>([
    ["an end that moved along", ending((end) => answered({ expires_at: iso(end) }), 3600, 3610)],
    ["what a server keeps for some seconds", [answered({ expires_in: 3599 }), answered({ expires_in: 3570 })]],
    ["one token from a cache", [answered({ expires_in: 9000 }), answered({ expires_in: 9000 - LATER / 1000 })]],
    ["the end of a day", ending((end) => answered({ valid_until: iso(end).slice(0, 10) }), 86_400, 100_000)],
    ["what was over long before", ending((end) => answered({ expires_at: iso(end) }), -86_400, -300)],
    ["a time that is no end", ending((end) => answered({ created_at: iso(end) }), 3600, 300)],
    ["of a cookie", ending(cookie, 3600, 3605)],
    ["in XML", ending(xml, 3600, 3605)],
  ])("is not a difference: %s", (_what, [before, after]) => {
    expect(differencesOf(before, after)).toEqual([]);
  });
});

test.each([
  [["x", "y", "z"], ["z", "x"], 'has fewer elements: 3 elements, then 2 elements; "y"'],
  [["a", "b"], ["b", "c", "a"], 'has more elements: 2 elements, then 3 elements; "c"'],
])("in a list in another order, %j and %j, the element that one lacks is named", (before, after, words) => {
  const found = differencesOf(answered({ tags: before }), answered({ tags: after }));
  expect(found).toEqual([`response body /tags ${words}`]);
});

test.each<[string, ExchangeParts, ExchangeParts]>([
  [
    "what a key that is an id holds",
    answered({ volumes: { "cd613e30-d8f1-4adf-91b7-584a2265b1f5": { size: 1 } } }),
    answered({ volumes: { "5bc8fbbc-bde5-4099-8164-d8399f767c45": { size: 2 } } }),
  ],
  [
    "the result of a call in a batch",
    answered([
      { jsonrpc: "2.0", id: 1, result: "x" },
      { jsonrpc: "2.0", id: 2, result: "y" },
    ]),
    answered([
      { jsonrpc: "2.0", id: 2, result: "x" },
      { jsonrpc: "2.0", id: 1, result: "y" },
    ]),
  ],
])("%s is a difference", (_what, before, after) => {
  expect(differencesOf(before, after)).toHaveLength(2);
});

/** Responses of a batch with these IDs and results, in this order. */
const batch = (...results: readonly (readonly [id: number | string, result: string])[]): ExchangeParts =>
  answered(results.map(([id, result]) => ({ jsonrpc: "2.0", id, result })));

test.each<[string, ExchangeParts, ExchangeParts, string]>([
  ["in its own order", batch([3, "c"], [1, "a"], [2, "b"]), batch([3, "c"], [1, "a"], [2, "x"]), "/2/result"],
  ["in another order", batch([1, "a"], [2, "b"]), batch([2, "x"], [1, "a"]), "/0/result"],
  ["with text as ids", batch(["one", "a"], ["two", "b"]), batch(["two", "x"], ["one", "a"]), "/0/result"],
  ["with ids counted on", batch([1, "a"], [2, "b"]), batch([4, "x"], [3, "a"]), "/0/result"],
])("a difference in a batch %s is named by its position in the second recording", (_what, before, after, place) => {
  expect(differencesOf(before, after).filter((message) => message.includes("result"))).toEqual([
    expect.stringContaining(`response body ${place} changed`),
  ]);
});

test("the response that a batch lacks is named", () => {
  expect(differencesOf(batch([1, "a"], [2, "b"], [3, "c"]), batch([3, "c"], [1, "a"]))).toEqual([
    'response body has fewer elements: 3 elements, then 2 elements; {"jsonrpc":"2.0","id":2,"result":"b"}',
  ]);
});

test("blanks, line endings, commas, and comments of a GraphQL document are not a difference", () => {
  const query = (text: string): ExchangeParts => sent({ query: text, variables: { id: 1 } });
  const wide = query(
    'query Hero($id: ID!) {\n  # by its id\n  hero(id: $id, greeting: "a  b") {\n    name,\n    ...on Droid { age }\n  }\n}\n',
  );
  const narrow = query('query Hero($id:ID!){hero(id:$id greeting:"a  b"){name ...on Droid{age}}}');
  expect(differencesOf(wide, narrow)).toEqual([]);
  expect(differencesOf(query("{id ...Hero}"), query("{id...Hero}"))).toEqual([]);
  const other = query('query Hero($id:ID!){hero(id:$id greeting:"a b"){name ...on Droid{age}}}');
  expect(differencesOf(wide, other)).toHaveLength(1);
  expect(differencesOf(sent({ text: "query a {b}" }), sent({ text: "query a { b }" }))).toHaveLength(1);
  const inUrl = (text: string): ExchangeParts => asked(`query=${encodeURIComponent(text)}`);
  expect(differencesOf(inUrl("{ hero { name } }"), inUrl("{hero{name}}"))).toEqual([]);
  expect(differencesOf(inUrl("{ hero { name } }"), inUrl("{hero{age}}"))).toHaveLength(1);
});

test("line endings and blanks between elements of XML are not a difference, within a text they are", () => {
  const xml = (text: string): ExchangeParts => ({ text, mimeType: "application/soap+xml" });
  const wide = xml('<?xml version="1.0"?>\n<a\n  x="1  2" >\n  <b>c  d</b>\n  <e />\n</a>\n');
  expect(differencesOf(wide, xml('<?xml version="1.0"?><a x="1  2"><b>c  d</b><e/></a>'))).toEqual([]);
  for (const other of ['<a x="1 2"><b>c  d</b><e/></a>', '<a x="1  2"><b>c d</b><e/></a>'])
    expect(differencesOf(wide, xml(`<?xml version="1.0"?>${other}`))).toHaveLength(1);
  expect(differencesOf(xml("<a>\n</a>"), xml("<a></a>"))).toHaveLength(1);
  expect(differencesOf(xml("<a>\n<![CDATA[b]]>\n</a>"), xml("<a><![CDATA[b]]></a>"))).toHaveLength(1);
  expect(differencesOf(xml("<p>of <b>x</b>\n<b>y</b></p>"), xml("<p>of <b>x</b><b>y</b></p>"))).toHaveLength(1);
  expect(
    differencesOf(xml('<a xml:space="preserve">\n<b/></a>'), xml('<a xml:space="preserve"><b/></a>')),
  ).toHaveLength(1);
});
