import { request } from "undici";
import { describe, expect, test } from "vitest";

import type { ReplayOptions } from "../../src/replay/server.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { type EntryParts, aTrace } from "./a-trace.ts";
import { startReplay } from "./start-replay.ts";

/** Origin of the traces of `aTrace`. */
const RECORDED = Date.UTC(2026, 10, 23);
const [HOUR, DAY] = [3_600_000, 86_400_000];

const [OURS, THEIRS] = ["9f1c7d20-0f7e-4f2b-9a53-1c2d3e4f5a6b", "77ab7d20-0f7e-4f2b-9a53-1c2d3e4f5a6b"];

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

async function start(trace: Trace, options: ReplayOptions = {}) {
  const server = await startReplay(trace, options);
  const ask = async (path: string, { method = "GET", headers = {}, body }: Sent = {}): Promise<string> => {
    const url = server.urlFor(`http://cloud.example${path}`);
    const response = await request(url, { method, headers, ...(body !== undefined && { body }) });
    const location = String(response.headers["location"] ?? "");
    return [String(response.statusCode), location, await response.body.text()].filter((part) => part !== "").join(" ");
  };
  return { ask, notes: server.notes, misses: server.misses };
}

/** The trace whose first request had this header. */
function withHeader(trace: Trace, name: string, value: string): Trace {
  const [first, ...others] = trace.log.entries;
  if (first === undefined) return trace;
  const request = { ...first.request, headers: [{ name, value }] };
  return { log: { ...trace.log, entries: [{ ...first, request }, ...others] } };
}

describe("values that a client generates and the server returns", () => {
  test("the state of a login is the client's own, in the redirect and after it", async () => {
    const { ask } = await start(
      aTrace(
        {
          url: "/authorize?client_id=cli&state=REDACTED-token-1",
          status: 302,
          headers: [["Location", "/callback?code=c0de&state=REDACTED-token-1"]],
        },
        { url: "/callback?code=c0de&state=REDACTED-token-1", text: '{"state": "REDACTED-token-1"}' },
      ),
    );
    expect(await ask("/authorize?client_id=cli&state=a81f6c2e")).toBe("302 /callback?code=c0de&state=a81f6c2e");
    expect(await ask("/callback?code=c0de&state=a81f6c2e")).toBe('200 {"state": "a81f6c2e"}');
  });

  test("whatever other parameters come before it, if they are ignored", async () => {
    const trace = aTrace({ url: "/a?state=f00ba4125e", text: '{"state": "f00ba4125e"}' });
    const { ask } = await start(trace, { ignore: ["query._"] });
    expect(await ask("/a?_=1700000000&state=0f1e2d3c4b")).toBe('200 {"state": "0f1e2d3c4b"}');
  });

  test("a different one each time", async () => {
    const { ask } = await start(aTrace({ url: "/a?nonce=f00ba412", text: '{"nonce": "f00ba412"}' }));
    expect(await ask("/a?nonce=0f1e2d3c")).toBe('200 {"nonce": "0f1e2d3c"}');
    expect(await ask("/a?nonce=aa11bb22")).toBe('200 {"nonce": "aa11bb22"}');
  });

  test("the ID of a request in a header", async () => {
    const trace = aTrace({ url: "/a", text: `{"request": "${OURS}"}` });
    const { ask } = await start(withHeader(trace, "X-Correlation-ID", OURS));
    expect(await ask("/a", { headers: { "x-correlation-id": THEIRS } })).toBe(`200 {"request": "${THEIRS}"}`);
  });

  test("but not a token: the client gets the recorded one", async () => {
    const { ask } = await start(aTrace({ url: "/a?token=REDACTED-token-1", text: '{"token": "REDACTED-token-1"}' }));
    expect(await ask("/a?token=b0a71c3d")).toBe('200 {"token": "REDACTED-token-1"}');
  });
});

describe("an ID under which a client creates a resource", () => {
  const created = (id: string): EntryParts => ({
    method: "PUT",
    url: `/things/${id}`,
    sent: "{}",
    text: `{"at": "/things/${id}"}`,
  });

  test.each([
    ["a UUID", OURS, THEIRS],
    ["its first digits, after a word", "job-9f1c7d20", "job-77ab7d20"],
  ])("is the client's own from then on: %s", async (_what, recorded, own) => {
    const { ask, notes } = await start(aTrace(created(recorded), { url: `/things/${recorded}`, text: "found" }));
    expect(await ask(`/things/${own}`, { method: "PUT", body: "{}" })).toBe(`200 {"at": "/things/${own}"}`);
    expect(await ask(`/things/${own}`)).toBe("200 found");
    expect(notes).toEqual([
      `PUT /things/${own} (call 1) got the response of (1)-(2), although its path has another ID.`,
    ]);
  });

  test("not if a response named the recorded one", async () => {
    const { ask } = await start(aTrace({ url: "/things", text: `["${OURS}"]` }, created(OURS)));
    expect(await ask(`/things/${THEIRS}`, { method: "PUT", body: "{}" })).toMatch(/^501 /);
  });

  test("not if the user typed it", async () => {
    const trace = aTrace(created(OURS));
    const command = { argv: ["put", "--id", OURS], exitCode: 0 };
    const { ask } = await start({ log: { ...trace.log, _wirewalk: { format: 1, command } } } as unknown as Trace);
    expect(await ask(`/things/${THEIRS}`, { method: "PUT", body: "{}" })).toMatch(/^501 /);
  });

  test.each([
    ["POST", "a UUID", OURS, THEIRS],
    ["PATCH", "the digits of Math.random", "k3j9x0qz1b", "z8m2p4tt9c"],
    ["PUT", "a nanoid", "V1StGXR8_Z5jdHi6B-myT", "aZ3tGX-8_Z5jdHi6BAmy7"],
  ])("by %s too, if the response states that it was created: %s", async (method, _what, recorded, own) => {
    const trace = aTrace(
      { ...created(recorded), method, status: 201 },
      { method: "DELETE", url: `/things/${recorded}` },
    );
    const { ask } = await start(trace);
    expect(await ask(`/things/${own}`, { method, body: "{}" })).toBe(`201 {"at": "/things/${own}"}`);
    expect(await ask(`/things/${own}`, { method: "DELETE" })).toBe("200");
  });

  // With the times of the recording and of the replay, in milliseconds.
  const now = RECORDED + 200 * DAY;
  const uuid7 = (time: number): string => {
    const digits = time.toString(16).padStart(12, "0");
    return `${digits.slice(0, 8)}-${digits.slice(8)}-7abc-8def-0123456789ab`;
  };
  const objectId = (time: number): string => `${Math.floor(time / 1000).toString(16)}0123456789abcdef`;
  const ulid = (time: number): string => {
    const digits = Array.from({ length: 10 }, (_, place) => {
      return "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[Math.floor(time / 32 ** (9 - place)) % 32];
    });
    return `${digits.join("")}0123456789ABCDEF`;
  };

  test.each([
    ["a UUID of version 7", uuid7],
    ["an ObjectId", objectId],
    ["a ULID", ulid],
  ])("by any method, if the ID shows that it was created just before: %s", async (_what, make) => {
    const trace = aTrace({ method: "DELETE", url: `/locks/${make(RECORDED - 1000)}`, status: 204 });
    const { ask } = await start(trace, { now: () => now });
    expect(await ask(`/locks/${make(now - 5 * HOUR)}`, { method: "DELETE" })).toMatch(/^501 /);
    expect(await ask(`/locks/${make(now - 1000)}`, { method: "DELETE" })).toBe("204");
  });

  test("not by POST to an existing resource", async () => {
    const { ask } = await start(aTrace({ ...created(OURS), method: "POST" }));
    expect(await ask(`/things/${THEIRS}`, { method: "POST", body: "{}" })).toMatch(/^501 /);
  });

  test("not if a response named it after an escape", async () => {
    for (const text of [`{"log": "made\\n${OURS}"}`, `x${encodeURIComponent(" ")}${OURS}`]) {
      const { ask } = await start(aTrace({ url: "/log", text }, created(OURS)));
      expect(await ask(`/things/${THEIRS}`, { method: "PUT", body: "{}" })).toMatch(/^501 /);
    }
  });

  test.each([
    { where: "a path of Windows", text: String.raw`C:\DIGITS` },
    { where: "a longer word of a cookie", cookie: "sid=uDIGITS" },
    { where: "a word with more after it", text: "thumb_DIGITSx.png" },
    { where: "another case", text: '"DIGITS"', digits: "3F2B8C1A9D04" },
  ])("not if a response named it in $where", async ({ text = "", cookie = "", digits = "3f2b8c1a9d04" }) => {
    const [recorded, other] = ["/users/3f2b8c1a9d04/lock", "/users/77ab8c1a9d04/lock"];
    const named: EntryParts = {
      url: "/log",
      text: text.replace("DIGITS", digits),
      headers: [["Set-Cookie", cookie.replace("DIGITS", digits)]],
    };
    const { ask } = await start(aTrace(named, { ...created(OURS), url: recorded }));
    expect(await ask(other, { method: "PUT", body: "{}" })).toMatch(/^501 /);
    expect(await ask(recorded, { method: "PUT", body: "{}" })).toMatch(/^200 /);
  });

  test("though most of its digits were named", async () => {
    const named = [OURS.slice(0, -1), OURS.slice(1)].map((text) => ({ url: "/log", text }));
    const { ask } = await start(aTrace(...named, created(OURS)));
    expect(await ask(`/things/${THEIRS}`, { method: "PUT", body: "{}" })).toMatch(/^200 /);
  });

  test("not for a method that changes an existing resource", async () => {
    const { ask } = await start(aTrace({ ...created(OURS), method: "DELETE" }));
    expect(await ask(`/things/${THEIRS}`, { method: "DELETE" })).toMatch(/^501 /);
  });
});

describe("IDs of a client's own in bodies", () => {
  const event = (id: string): string => JSON.stringify({ id, kind: "click" });
  const sent = (id: string, text: string): EntryParts => ({ method: "POST", url: "/events", sent: event(id), text });
  const post = (id: string): Sent => {
    return { method: "POST", body: event(id), headers: { "content-type": "application/json" } };
  };

  test("get the responses in turn, which is reported: they may come from a file", async () => {
    const { ask, notes } = await start(
      aTrace(sent("9f1c7d20-0f7e-4f2b-9a53-1c2d3e4f5a6b", "1"), sent("8f1c7d20-0f7e-4f2b-9a53-1c2d3e4f5a6b", "2")),
    );
    const own = ["77ab7d20-0f7e-4f2b-9a53-1c2d3e4f5a6b", "66ab7d20-0f7e-4f2b-9a53-1c2d3e4f5a6b"];
    const got: string[] = [];
    for (const id of [...own, ...own]) got.push(await ask("/events", post(id)));
    expect(got).toEqual(["200 1", "200 2", "200 1", "200 2"]);
    // Later, the client's own values are known.
    expect(notes).toEqual([
      "POST /events (call 1) got the response of (1)-(2), although its body differs in: /id. `--ignore body.id` ignores them.",
      "POST /events (call 2) got the response of (3)-(4), although its body differs in: /id. `--ignore body.id` ignores them.",
    ]);
  });

  test.each([
    ["a commit", "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12", "de9f2c7fd25e1b3afad3e85a0bd17d9b100db4b3"],
    ["words with numbers", "ipv4ipv6", "ipv6ipv4"],
    ["hexadecimal words", "deadbee5", "cafe0001"],
  ])("are differences: %s", async (_what, recorded, own) => {
    const { ask, notes } = await start(aTrace(sent(recorded, "1")));
    await ask("/events", post(own));
    expect(notes).toEqual([expect.stringContaining("although its body differs in: /id.")]);
  });

  test("are not if they were created just before", async () => {
    const now = RECORDED + 200 * DAY;
    const make = (time: number): string => `${Math.floor(time / 1000).toString(16)}0123456789abcdef`;
    const { ask, notes } = await start(aTrace(sent(make(RECORDED - 1000), "1")), { now: () => now });
    await ask("/events", post(make(now - 1000)));
    expect(notes).toEqual([]);
    await ask("/events", post(make(now - 5 * HOUR)));
    expect(notes).toHaveLength(1);
  });

  test("are differences if a response named the recorded one", async () => {
    const { ask, notes } = await start(aTrace({ url: "/ids", text: OURS }, sent(OURS, "1")));
    expect(await ask("/events", post(THEIRS))).toBe("200 1");
    expect(notes).toEqual([expect.stringContaining("although its body differs in: ")]);
  });

  test("so is the message ID of WS-Addressing", async () => {
    const soap = (id: string): string =>
      `<s:Envelope xmlns:s="s" xmlns:a="a"><s:Header><a:MessageID>urn:uuid:${id}</a:MessageID></s:Header></s:Envelope>`;
    const { ask, notes } = await start(
      aTrace({ method: "POST", url: "/s", sent: soap(OURS), postData: { mimeType: "text/xml" } }),
    );
    await ask("/s", { method: "POST", body: soap(THEIRS), headers: { "content-type": "text/xml" } });
    expect(notes).toEqual([]);
  });
});

describe("times that count back from now", () => {
  const now = RECORDED + 100 * DAY + 3 * HOUR;
  const seconds = (time: number): string => String(Math.floor(time / 1000));
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

  test.each([
    [
      "the last day",
      `?from=${seconds(RECORDED - DAY)}&to=${seconds(RECORDED)}`,
      `?from=${seconds(now - DAY)}&to=${seconds(now)}`,
    ],
    ["four weeks of whole days", `?start=${day(RECORDED - 28 * DAY)}`, `?start=${day(now - 28 * DAY)}`],
    ["whole hours", `?end=${seconds(RECORDED + HOUR)}`, `?end=${seconds(now + HOUR)}`],
    ["in the path", `/${seconds(RECORDED - HOUR)}`, `/${seconds(now - HOUR)}`],
  ])("match: %s", async (_what, recorded, asked) => {
    const { ask } = await start(aTrace({ url: `/a${recorded}`, text: "1" }, { url: `/a${recorded}`, text: "2" }), {
      now: () => now,
    });
    expect([await ask(`/a${asked}`), await ask(`/a${asked}`)]).toEqual(["200 1", "200 2"]);
  });

  test.each([
    ["another span", `?from=${seconds(RECORDED - DAY)}`, `?from=${seconds(now - 3 * DAY)}`],
    ["a time that is a parameter", "?since=1600000000", "?since=1600000001"],
    ["a day that somebody asks for", `?day=${day(RECORDED - 28 * DAY)}`, `?day=${day(RECORDED - 20 * DAY)}`],
  ])("do not match: %s", async (_what, recorded, asked) => {
    const { ask } = await start(aTrace({ url: `/a${recorded}` }), { now: () => now });
    expect(await ask(`/a${asked}`)).toMatch(/^501 /);
  });
});

describe("values that differ in bodies each time", () => {
  const at = (time: number): string => new Date(time).toISOString();

  test.each([
    ["seconds", `{"q": 1, "sent_at": ${RECORDED / 1000}.25}`, '{"q": 1, "sent_at": 1900000000.5}'],
    ["a date", `{"q": 1, "at": "${at(RECORDED)}"}`, '{"q": 1, "at": "2031-01-01T10:00:00Z"}'],
    ["an id of the request", `{"q": 1, "request_id": "${OURS}"}`, `{"q": 1, "request_id": "${THEIRS}"}`],
    ["a time in XML", `<q><Created>${at(RECORDED)}</Created></q>`, "<q><Created>2031-01-01T10:00:00Z</Created></q>"],
  ])("are not a difference, and each has its turn: %s", async (_what, recorded, asked) => {
    const postData = { mimeType: recorded.startsWith("<") ? "text/xml" : "application/json" };
    const one = { method: "POST", url: "/a", postData };
    const { ask, notes } = await start(
      aTrace({ ...one, sent: recorded, text: "1" }, { ...one, sent: recorded, text: "2" }),
    );
    const sent = { method: "POST", headers: { "content-type": postData.mimeType }, body: asked };
    expect([await ask("/a", sent), await ask("/a", sent)]).toEqual(["200 1", "200 2"]);
    expect(notes).toEqual([]);
  });

  test("a day that somebody chose is one", async () => {
    const { ask, notes } = await start(
      aTrace({ method: "POST", url: "/a", sent: '{"date": "2027-01-05"}', text: "1" }),
    );
    await ask("/a", { method: "POST", body: '{"date": "2027-01-06"}' });
    expect(notes).toHaveLength(1);
  });

  test("SOAP calls are distinguished by their content, not by their message IDs", async () => {
    const call = (id: string, operation: string): string =>
      `<s:Envelope xmlns:s="x"><s:Header><MessageID>urn:uuid:${id}</MessageID></s:Header><s:Body><op>${operation}</op></s:Body></s:Envelope>`;
    const one = { method: "POST", url: "/soap", postData: { mimeType: "text/xml" } };
    const { ask } = await start(
      aTrace(
        { ...one, sent: call(OURS, "sum"), text: "<r>sum</r>" },
        { ...one, sent: call(THEIRS, "product"), text: "<r>product</r>" },
      ),
    );
    const sent = (operation: string): Sent => ({
      method: "POST",
      headers: { "content-type": "text/xml" },
      body: call("0000aaaa-0f7e-4f2b-9a53-1c2d3e4f5a6b", operation),
    });
    expect(await ask("/soap", sent("product"))).toBe("200 <r>product</r>");
    expect(await ask("/soap", sent("sum"))).toBe("200 <r>sum</r>");
  });

  test("a name of the client's own is escaped in XML", async () => {
    const { ask } = await start(
      aTrace({
        method: "POST",
        url: "/a",
        sent: "<thing><name>cirros</name></thing>",
        postData: { mimeType: "text/xml" },
        text: "<made><name>cirros</name></made>",
      }),
    );
    const body = "<thing><name>R&amp;D &lt;1&gt;</name></thing>";
    expect(await ask("/a", { method: "POST", headers: { "content-type": "text/xml" }, body })).toBe(
      "200 <made><name>R&amp;D &lt;1&gt;</name></made>",
    );
  });
});
