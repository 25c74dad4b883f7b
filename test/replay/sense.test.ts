import { request } from "undici";
import { describe, expect, test } from "vitest";

import type { ReplayOptions } from "../../src/replay/server.ts";
import type { Entry, Trace } from "../../src/trace/model/types.ts";
import { type EntryParts, aTrace } from "./a-trace.ts";
import { startReplay } from "./start-replay.ts";

/** Origin of the traces of `aTrace`. */
const RECORDED = Date.UTC(2026, 10, 23);
const HOUR = 3_600_000;

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

type Ask = (path: string, headers?: Record<string, string>, body?: string) => Promise<Answer>;

async function start(
  trace: Trace,
  options: ReplayOptions = {},
): Promise<{ readonly ask: Ask; readonly notes: readonly string[]; readonly hint: () => string | undefined }> {
  const server = await startReplay(trace, options);
  const ask: Ask = async (path, headers = {}, body) => {
    const sent = body === undefined ? {} : { method: "POST", body };
    const response = await request(server.urlFor(`http://cloud.example${path}`), { headers, ...sent });
    return { status: response.statusCode, text: await response.body.text(), headers: response.headers };
  };
  return { ask, notes: server.notes, hint: () => server.misses[0]?.hint };
}

/** The trace whose requests had these headers, one each. */
function withHeaders(trace: Trace, ...sent: readonly (readonly [name: string, value: string])[]): Trace {
  const entries = trace.log.entries.map((entry, index): Entry => {
    const [name = "", value = ""] = sent[index] ?? [];
    return { ...entry, request: { ...entry.request, headers: [{ name, value }] } };
  });
  return { log: { ...trace.log, entries } };
}

describe("values that differ in each run", () => {
  test.each([
    ["seconds", `/a?ts=${RECORDED / 1000}&q=x`, "/a?ts=1800000000&q=x"],
    ["milliseconds under any name", `/a?when=${RECORDED + 5}&q=x`, "/a?when=1800000000123&q=x"],
    ["a date", "/a?from=2026-11-23T00%3A00%3A01Z", "/a?from=2031-01-01T10%3A00%3A00Z"],
    ["a nonce", "/a?nonce=f00&q=x", "/a?nonce=bar&q=x"],
    ["what keeps caches away", "/a?_=1", "/a?_=2"],
    ["a time in the path", `/logs/${RECORDED / 1000}`, "/logs/1800000000"],
    ["a time in a name", `/send/m${RECORDED + 5}.1?q=x`, "/send/m1800000000123.1?q=x"],
  ])("matches anything: %s", async (_what, recorded, asked) => {
    const { ask } = await start(aTrace({ url: recorded, text: "first" }, { url: recorded, text: "second" }));
    expect((await ask(asked)).text).toBe("first");
    expect((await ask(asked)).text).toBe("second");
  });

  test.each([
    ["an id", "/a?id=9f1c7d20-0f7e-4f2b-9a53-1c2d3e4f5a6b", "/a?id=77ab7d20-0f7e-4f2b-9a53-1c2d3e4f5a6b"],
    ["a time that is a parameter", "/a?since=1600000000", "/a?since=1600000001"],
    ["a name with another time", "/send/m1600000000000.1", "/send/m1600000000001.1"],
    ["a name that differs beside a time", `/send/m${RECORDED + 5}.1`, "/send/m1800000000123.2"],
    ["what stands beside it", `/a?ts=${RECORDED / 1000}&q=x`, "/a?ts=1800000000&q=y"],
  ])("but not %s", async (_what, recorded, asked) => {
    const { ask } = await start(aTrace({ url: recorded }));
    expect((await ask(asked)).status).toBe(501);
  });

  test("goes to the request that was recorded with the same value, if there is one", async () => {
    const { ask } = await start(aTrace({ url: "/a?nonce=one", text: "one" }, { url: "/a?nonce=two", text: "two" }));
    expect((await ask("/a?nonce=two")).text).toBe("two");
    expect((await ask("/a?nonce=one")).text).toBe("one");
  });
});

describe("values that count", () => {
  test("is chosen by parts, and by members that do not", async () => {
    const trace = aTrace({ url: "/a?page=3&sort=up", text: "found" });
    const asked = "/a?page=9&sort=up";
    expect((await (await start(trace, { ignore: ["query.page"] })).ask(asked)).text).toBe("found");
    expect((await (await start(trace, { ignore: ["query.p*"] })).ask(asked)).text).toBe("found");
    expect((await (await start(trace, { ignore: ["query.sort"] })).ask(asked)).status).toBe(501);
    expect((await (await start(trace, { match: ["method", "origin", "path"] })).ask(asked)).text).toBe("found");
  });

  test("bodies do not, if they are ignored: each response in turn", async () => {
    const trace = aTrace(
      { method: "POST", url: "/a", sent: "one", text: "1" },
      { method: "POST", url: "/a", sent: "two", text: "2" },
    );
    const { ask, notes } = await start(trace, { match: ["method", "path"] });
    expect([(await ask("/a", {}, "two")).text, (await ask("/a", {}, "one")).text]).toEqual(["1", "2"]);
    expect(notes).toEqual([]);
  });

  test.each([
    [{ ignore: ["cookie.x"] }, '"cookie.x" is not a part of a request that can be ignored.'],
    [{ match: ["verb"] }, 'Requests cannot be matched on "verb".'],
  ])("is refused if no request has it: %j", async (options, message) => {
    await expect(startReplay(aTrace({ url: "/a" }), options)).rejects.toThrow(message);
  });
});

describe("members of a body that do not count", () => {
  const post = (sent: string, text: string) => ({ method: "POST", url: "/a", sent, text });
  const trace = aTrace(
    post('{"kind": "a", "meta": {"at": 1, "host": "x"}, "items": [{"id": 1, "n": "p"}, {"id": 2, "n": "q"}]}', "first"),
    post(
      '{"kind": "b", "meta": {"at": 1, "host": "x"}, "items": [{"id": 1, "n": "p"}, {"id": 2, "n": "q"}]}',
      "second",
    ),
  );
  const other = '{"kind": "b", "meta": {"at": 7, "host": "y"}, "items": [{"id": 8, "n": "p"}, {"id": 9, "n": "q"}]}';

  test.each<[readonly string[], number]>([
    [["body.meta", "body.items.*.id"], 0],
    [["body./meta", "body./items/*/id"], 0],
    [["body.$.meta.*", "body.items"], 0],
    [["body.meta.at"], 1],
    [["body.items.*.id"], 1],
  ])("%j", async (ignore, noted) => {
    const { ask, notes } = await start(trace, { ignore });
    expect((await ask("/a", {}, other)).text).toBe("second");
    expect(notes).toHaveLength(noted);
  });

  test("all of it, and fields of a form", async () => {
    const all = await start(aTrace(post('{"a": 1}', "one")), { ignore: ["body.*"] });
    await all.ask("/a", {}, '{"a": 2}');
    const form = await start(aTrace(post("ts=1&a=1", "one"), post("ts=2&a=2", "two")), { ignore: ["body.ts"] });
    expect((await form.ask("/a", {}, "ts=2&a=1")).text).toBe("one");
    expect([...all.notes, ...form.notes]).toEqual([]);
  });
});

describe("fields that choose the response", () => {
  const two: readonly EntryParts[] = [
    { url: "/a", text: "one" },
    { url: "/a", text: "two" },
  ];

  test.each(["Accept", "Accept-Language"])("%s", async (name) => {
    const { ask } = await start(withHeaders(aTrace(...two), [name, "x/one"], [name, "x/two"]));
    expect((await ask("/a", { [name]: "x/two" })).text).toBe("two");
    expect((await ask("/a", { [name]: "x/one" })).text).toBe("one");
    expect((await ask("/a", { [name]: "x/two" })).text).toBe("two");
  });

  test("whatever Vary names, except ignored headers", async () => {
    const headers = [["Vary", "Accept-Encoding, X-Tenant"]] as const;
    const trace = withHeaders(
      aTrace({ url: "/a", text: "one", headers }, { url: "/a", text: "two", headers }),
      ["X-Tenant", "red"],
      ["X-Tenant", "blue"],
    );
    expect((await (await start(trace)).ask("/a", { "x-tenant": "blue" })).text).toBe("two");
    const ignoring = await start(trace, { ignore: ["header.x-tenant"] });
    expect((await ignoring.ask("/a", { "x-tenant": "blue" })).text).toBe("one");
  });

  test("a condition: 304 is sent only to clients with a conditional request", async () => {
    const trace = withHeaders(
      aTrace({ url: "/a", text: "all" }, { url: "/a", text: "", status: 304 }),
      ["X", ""],
      ["If-None-Match", '"v1"'],
    );
    const { ask } = await start(trace);
    expect((await ask("/a", { "if-none-match": '"v1"' })).status).toBe(304);
    expect((await ask("/a")).text).toBe("all");
    expect((await ask("/a")).status).toBe(200);
  });

  test("a condition that no request had does not make it unmatched", async () => {
    const { ask } = await start(withHeaders(aTrace({ url: "/a", text: "only" }), ["Accept", "text/html"]));
    expect((await ask("/a", { accept: "application/json" })).text).toBe("only");
  });
});

describe("dates", () => {
  const now = (): number => RECORDED + 100 * 24 * HOUR;
  const later = (form: (time: Date) => string): string => form(new Date(now() + HOUR - 1));
  const inAnHour = (form: (time: Date) => string): string => form(new Date(RECORDED + HOUR));
  const iso = (time: Date): string => time.toISOString();

  test.each([
    ["ISO", iso],
    ["with microseconds", (time: Date) => iso(time).replace("Z", "456Z")],
    ["without a zone", (time: Date) => iso(time).slice(0, 19)],
    ["of HTTP", (time: Date) => time.toUTCString()],
    [
      "of cookies",
      (time: Date) => `sid=1; Expires=${time.toUTCString().replace(/(\d\d) (\w{3}) (\d{4})/, "$1-$2-$3")}`,
    ],
    ["of mails", (time: Date) => time.toUTCString().replace("GMT", "+0000")],
    [
      "of HTTP before 1998 (RFC 850)",
      (time: Date) => {
        const weekday = time.toLocaleDateString("en-US", { weekday: "long", timeZone: "UTC" });
        return time.toUTCString().replace(/^\w+, (\d\d) (\w{3}) \d\d(\d\d)/, `${weekday}, $1-$2-$3`);
      },
    ],
    [
      "of asctime",
      (time: Date) =>
        time
          .toUTCString()
          .replace(/^(\w+), (\d\d) (\w{3}) (\d{4}) (.*) GMT$/, "$1 $3 $2 $5 $4")
          .replace(/ 0(?=\d )/, "  "),
    ],
    ["within a URL of a URL", (time: Date) => `https://a.test/?se=${iso(time).slice(0, 19).replaceAll(":", "%3A")}Z`],
    ["without seconds", (time: Date) => `${iso(time).slice(0, 16)}Z`],
    ["with an offset", (time: Date) => iso(new Date(time.getTime() + 9 * HOUR)).replace("Z", "+09:00")],
    [
      "of signed URLs",
      (time: Date) => `https://s3.test/?X-Amz-Date=${iso(time).slice(0, 19).replaceAll(/[-:]/g, "")}Z`,
    ],
  ])("in the future are as far from now: %s", async (_what, form) => {
    const trace = aTrace({
      url: "/a",
      text: JSON.stringify({ expires_at: inAnHour(form) }),
      headers: [["X-Until", inAnHour(form)]],
    });
    const { ask } = await start(trace, { now });
    const { text, headers } = await ask("/a");
    expect(JSON.parse(text)).toEqual({ expires_at: later(form) });
    expect(headers["x-until"]).toBe(later(form));
    const frozen = await (await start(trace, { now, freezesTime: true })).ask("/a");
    expect(JSON.parse(frozen.text)).toEqual({ expires_at: inAnHour(form) });
  });

  test("as numbers under the name of a time, in seconds and milliseconds; other numbers are not dates", async () => {
    const recorded = { exp: (RECORDED + HOUR) / 1000, expiresAt: RECORDED + HOUR, size: (RECORDED + HOUR) / 1000 };
    const { ask } = await start(aTrace({ url: "/a", text: JSON.stringify(recorded) }), { now });
    expect(JSON.parse((await ask("/a")).text)).toEqual({
      exp: Math.floor((now() + HOUR - 1) / 1000),
      expiresAt: now() + HOUR - 1,
      size: recorded.size,
    });
  });

  test.each([
    ["in a form", (time: string) => `token=1&expires=${time}&next=1`],
    ["in a URL", (time: string) => `https://cdn.test/a?Expires=${time}&Signature=x`],
    ["in XML", (time: string) => `<Expiration>${time}</Expiration>`],
    ["in YAML", (time: string) => `expires_at: ${time}\n`],
    ["in a list of YAML", (time: string) => `expires:\n  - ${time}\n  - "${time}"\nids:\n  - 1785582000\n`],
    [
      "in a list of YAML on one line",
      (time: string) => `not_after: [${time}, ${time}]\nids: [1785582000, 1785582001]\n`,
    ],
    ["in JSON within JSON", (time: string) => JSON.stringify({ inner: JSON.stringify({ exp: Number(time) }) })],
    ["as text", (time: string) => JSON.stringify({ valid_until: time })],
    [
      "in a column of CSV",
      (time: string) => `id,expires_at,size\r\na, ${time} ,1785582000\r\n"b;c","${time}",1785582000\r\n`,
    ],
    ["in a column of tabs", (time: string) => `expires\tid\n${time}\t1785582000\n`],
    ["in a list", (time: string) => `{"expires": [${time}, ${time}], "ids": [1]}`],
    ["in lists and members of the name's value", (time: string) => `{"expiry":{"at":[[${time}]],"seconds":${time}}}`],
    ["as MongoDB exports them", (time: string) => `{"expires":{"$date":{"$numberLong":"${time}"}}}`],
    [
      "as ASP.NET writes them",
      (time: string) => (time.length === 13 ? `{"x":"\\/Date(${time}+0000)\\/"}` : `{"exp":${time}}`),
    ],
    ["with a fraction", (time: string) => `{"expires":${time}.25}`],
    ["in an attribute", (time: string) => `<a expires="${time}" id="1"/>`],
    ["in a URL within a URL", (time: string) => `{"u":"https://a.test/?to=https%3A%2F%2Fb.test%3FExpires%3D${time}"}`],
    [
      "three texts of JSON deep",
      (time: string) => JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ expires: [Number(time)] }) }) }),
    ],
  ])("as numbers %s, up to nanoseconds", async (_where, form) => {
    for (const zeros of ["", "000", "000000", "000000000"]) {
      const text = form(`${(RECORDED + HOUR) / 1000}${zeros}`);
      const { ask } = await start(aTrace({ url: "/a", text }), { now });
      const moved = String(now() + HOUR - 1).slice(0, 10 + Math.min(3, zeros.length)) + zeros.slice(3);
      expect((await ask("/a")).text).toBe(form(moved));
    }
  });

  test.each(["e+09", "E9", "e9"])("as a number with the exponent %s", async (exponent) => {
    const text = (time: number): string => `{"exp": ${time / 1e12}${exponent}, "size": 1.785582e9}`;
    const { ask } = await start(aTrace({ url: "/a", text: text(RECORDED + HOUR) }), { now });
    expect((await ask("/a")).text).toBe(text(now() + HOUR - 1));
  });

  test("as the number of a header with the name of a time; never in a counter, and `never` stays never", async () => {
    const seconds = String((RECORDED + HOUR) / 1000);
    const headers = [
      ["X-RateLimit-Reset", seconds],
      ["X-Request-Number", seconds],
    ] as const;
    const text = JSON.stringify({ expires_at: "9999-12-31T23:59:59Z", until: 9_999_999_999 });
    const answer = await (await start(aTrace({ url: "/a", text, headers }), { now })).ask("/a");
    expect(answer.headers).toMatchObject({
      "x-ratelimit-reset": String(Math.floor((now() + HOUR - 1) / 1000)),
      "x-request-number": seconds,
    });
    expect(answer.text).toBe(text);
  });

  test("in a JWT", async () => {
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const token = `${encode({ alg: "none" })}.${encode({ sub: "x", exp: (RECORDED + HOUR) / 1000 })}.c2ln`;
    const { ask } = await start(aTrace({ url: "/a", text: token }), { now });
    const [, claims = ""] = (await ask("/a")).text.split(".");
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toEqual({
      sub: "x",
      exp: Math.floor((now() + HOUR - 1) / 1000),
    });
  });

  test.each([
    ["whatever counts, and any id", (time: string) => `{"id":${time},"sizes":[${time}],"next_cursor":"${time}"}`],
    ["a list of ids below a time", (time: string) => `{"expires":{"ids":[${time}],"id":${time}}}`],
    ["members behind a time", (time: string) => `{"expires":[1],"phone":"${time}","x":[${time}]}`],
    ["how long something took", (time: string) => `{"elapsed_time":${time},"time":${time},"lifetime":${time}}`],
    ["words that hold `date`, `at`, `exp`", (time: string) => `candidate=${time}&update_id=${time}&export=${time}`],
    ["columns of ids and sizes", (time: string) => `id,size,update_id\n${time},${time},${time}\n`],
    ["what is no JSON after all", (time: string) => `{"expires": "${time}`],
  ])("in %s are not dates", async (_what, form) => {
    const text = form(String((RECORDED + HOUR) / 1000));
    const { ask } = await start(aTrace({ url: "/a", text }), { now });
    expect((await ask("/a")).text).toBe(text);
  });

  test.each([
    ["a day", '{"valid_until":"2030-01-05"}', /^\{"valid_until":"2030-04-1[45]"\}$/],
    ["a day under another name", '{"born":"2030-01-05"}', /^\{"born":"2030-01-05"\}$/],
  ])("%s moves by its name", async (_what, text, moved) => {
    const at = Date.parse("2030-01-01T00:00:00Z");
    const { log } = aTrace({ url: "/a", text });
    const entries = log.entries.map((entry) => ({ ...entry, startedDateTime: new Date(at).toISOString() }));
    const { ask } = await start({ log: { ...log, entries } }, { now: () => at + 100 * 24 * HOUR });
    expect((await ask("/a")).text).toMatch(moved);
  });

  // Each of these took time quadratic in its length.
  test.each([
    ["a string of many names", `"${"exp".repeat(300_000)}"`],
    ["a word of many tokens", "eyJaaaaaaaa-".repeat(80_000)],
    ["brackets that nothing closes", '[{"a":'.repeat(150_000)],
    ["quotes that nothing closes", `{"${String.raw`\"`.repeat(300_000)}`],
    ["many numbers in a list of YAML", `ids:\n${"- 1785582000\n".repeat(80_000)}`],
    ["many rows of CSV", `id,exp\n${"1785582000,1\n".repeat(80_000)}`],
    ["many numbers in a row", `{"a":[${"1785582000,".repeat(80_000)}1]}`],
  ])("not in %s, which is sent unchanged", async (_what, text) => {
    const { ask } = await start(aTrace({ url: "/a", text }), { now });
    expect((await ask("/a")).text).toBe(text);
  });

  test("before the recording stay, and so does the length of the response", async () => {
    const text = JSON.stringify({ created_at: new Date(RECORDED).toISOString(), iat: RECORDED / 1000 });
    const { ask } = await start(aTrace({ url: "/a", text, headers: [["Date", new Date(RECORDED).toUTCString()]] }), {
      now,
    });
    const answer = await ask("/a");
    expect(answer.text).toBe(text);
    expect(answer.headers["date"]).toBe(new Date(RECORDED).toUTCString());
  });

  test("that a client returns are recognized", async () => {
    const trace = aTrace(
      { url: "/a", text: JSON.stringify({ next: inAnHour(iso) }) },
      { url: `/a?after=${encodeURIComponent(inAnHour(iso))}`, text: "second page" },
    );
    const { ask } = await start(trace, { now });
    // The content of the trace above.
    const { next } = JSON.parse((await ask("/a")).text) as { next: string };
    expect(next).toBe(later(iso));
    expect((await ask(`/a?after=${encodeURIComponent(next)}`)).text).toBe("second page");
  });
});

describe("recorded responses are sent unchanged", () => {
  test("a status unknown to HTTP", async () => {
    expect(await (await start(aTrace({ url: "/a", status: 999, text: "odd" }))).ask("/a")).toMatchObject({
      status: 999,
      text: "odd",
    });
  });

  test("a body that is not in the trace is 502 with the reason, or omitted", async () => {
    const { log } = aTrace({ url: "/a" });
    const [entry] = log.entries;
    if (entry === undefined) throw new Error("aTrace makes one.");
    const response = { ...entry.response, content: { size: 48_213, mimeType: "image/png" } };
    const trace = { log: { ...log, entries: [{ ...entry, response }] } };
    const answer = await (await start(trace)).ask("/a");
    expect(answer).toMatchObject({ status: 502, text: expect.stringContaining("48,213 bytes, not in the trace") });
    const left = await start(trace, { missingBodies: "empty" });
    expect(await left.ask("/a")).toMatchObject({ status: 200, text: "" });
    expect(left.notes).toEqual([
      "The body of the response to GET /a is 48,213 bytes, not in the trace (call 1). It was skipped.",
    ]);
  });

  test.each([
    ["SERVER_CLOSED", "UND_ERR_SOCKET"],
    ["ECONNRESET", "ECONNRESET"],
    ["ECONNREFUSED", "ECONNRESET"],
    ["CERT_HAS_EXPIRED", "ECONNRESET"],
  ])("a failure with %s fails as %s", async (recorded, code) => {
    const error = { code: recorded, message: "it failed", phase: "wait" } as const;
    const { ask } = await start(aTrace({ url: "/a", status: 0, error }));
    await expect(ask("/a")).rejects.toMatchObject({ code });
  });
});

describe("differences are reported", () => {
  test("an unmatched request shows both values, names the nearest by value, and the option that would match it", async () => {
    const { ask, hint } = await start(aTrace({ url: "/a?page=1" }, { url: "/a?page=8" }, { url: "/a?page=30" }));
    expect((await ask("/a?page=9")).status).toBe(501);
    expect(hint()).toBe(
      "The closest is (3)-(4), GET /a?page=…; it differs in: query.page (9 requested, 8 recorded). `--ignore query.page` would match it.",
    );
  });

  test("values that may be secrets are omitted", async () => {
    const { ask, hint } = await start(aTrace({ url: "/a?token=abc&x=1" }));
    await ask("/a?token=5ecret-value&x=Zm9vYmFyMTIz");
    expect(hint()).toContain("it differs in: query.token, query.x.");
    expect(hint()).not.toMatch(/5ecret|Zm9v/);
  });

  test("a response that was served although the body differed", async () => {
    const trace = aTrace({
      method: "POST",
      url: "/a",
      sent: '{"name": "red", "password": "REDACTED-password-1"}',
      text: "made",
    });
    const { ask, notes } = await start(trace);
    expect((await ask("/a", {}, '{"name": "red", "password": "mine"}')).text).toBe("made");
    expect(notes).toEqual([]);
    expect((await ask("/a", {}, '{"name": 3, "more": true}')).text).toBe("made");
    expect(notes).toEqual([
      "POST /a (call 2) got the response of (1)-(2), although its body differs in: /name, /password, /more. `--ignore body.name,body.password,body.more` ignores them.",
    ]);
  });
});
