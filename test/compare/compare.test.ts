import { describe, expect, test } from "vitest";

import { compare } from "../../src/compare/compare.ts";
import { namePlace } from "../../src/compare/tell-difference.ts";
import type { Comparison } from "../../src/compare/types.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { type ExchangeParts, recordingOf } from "./an-exchange.ts";

const ID = "9faa6fd5-b254-4184-80c0-66b7c062315e";
const OTHER = "1b2c3d4e-0000-4000-8000-0123456789ab";
const THIRD = "77ab6fd5-1111-4222-8333-66b7c0623aaa";

/** One difference a line: `1>1 shape response status: 200 OK > 404 Not Found`. */
function listDifferences({ steps }: Comparison): readonly string[] {
  return steps.flatMap(({ before, after, differences }) =>
    differences.map(
      (one) =>
        `${before ?? "-"}>${after ?? "-"} ${one.level} ${namePlace(one.place)}: ${one.before ?? "-"} > ${one.after ?? "-"}`,
    ),
  );
}

function differencesOf(before: readonly ExchangeParts[], after: readonly ExchangeParts[]): readonly string[] {
  return listDifferences(compare(recordingOf(...before), recordingOf(...after)));
}

const A = { url: "http://cloud/a" };
const B = { url: "http://cloud/b", method: "POST" };
const C = { url: "http://cloud/c" };

function askFor(query: string): ExchangeParts {
  return { method: "POST", url: "http://cloud/graphql", asked: { query } };
}

describe("which steps there are", () => {
  test.each<[string, readonly ExchangeParts[], readonly ExchangeParts[], readonly string[]]>([
    ["added", [A, C], [A, B, C], ["->3 structure order: - > POST /b"]],
    ["removed", [A, B, C], [A, C], ["3>- structure order: POST /b > -"]],
    [
      "another operation of GraphQL on the same path",
      [askFor("query A { a }"), askFor("query B { b }")],
      [askFor("query C { c }"), askFor("query B { b }")],
      ["1>- structure order: POST /graphql query A > -", "->1 structure order: - > POST /graphql query C"],
    ],
    ["moved", [A, B, C], [B, C, A], ["1>5 structure order: (1) > (5)"]],
    [
      "moved and keeps its number",
      [A, B, C],
      [C, B, A],
      ["3>3 structure order: before (5) GET /c > after (1) GET /c", "1>5 structure order: (1) > (5)"],
    ],
    ["another method", [A, B, C], [A, { ...B, method: "PUT" }, C], ["3>3 structure request method: POST > PUT"]],
    [
      "another path",
      [A, { url: "http://cloud/v2/b" }],
      [A, { url: "http://cloud/v3/b" }],
      ["3>3 structure request path: /v2/b > /v3/b"],
    ],
    [
      "a query name",
      [{ url: "http://cloud/a?x=1" }],
      [{ url: "http://cloud/a?x=1&y=2" }],
      ["1>1 structure request query y: - > 2"],
    ],
    [
      "a query value",
      [{ url: "http://cloud/a?x=1" }],
      [{ url: "http://cloud/a?x=2" }],
      ["1>1 value request query x: 1 > 2"],
    ],
    ["another server", [A, C], [A, { url: "http://other/c" }], ["3>3 structure request server: cloud > other"]],
    ["a second POST", [A, B], [A, B, B], ["->5 structure order: - > POST /b"]],
    ["the last of several", [A, B, B], [A, B], ["5>- structure order: POST /b > -"]],
  ])("%s", (_name, before, after, expected) => {
    expect(differencesOf(before, after)).toEqual(expected);
  });

  const pathsOf = (...paths: readonly string[]): readonly ExchangeParts[] =>
    paths.map((path) => ({ url: `http://cloud${path}` }));

  test.each<[string, readonly string[], readonly string[], number]>([
    ["at another version", ["/v1/projects"], ["/v2.0/projects"], 1],
    ["below a base path", ["/v1/projects", "/v1/users/7"], ["/api/v2/projects", "/api/v2/users/7"], 2],
    ["below a longer one", ["/projects", "/users"], ["/a/b/c/projects", "/a/b/c/users"], 2],
    [
      "below another one",
      ["/identity/v3/projects", "/identity/v3/users"],
      ["/keystone/projects", "/keystone/users"],
      2,
    ],
    ["behind a proxy for some", ["/image/v2/images/7", "/x"], ["/v2/images/7", "/x"], 1],
    ["of another version alone", ["/v1/me", "/v1/projects", "/v1/end"], ["/v1/me", "/v1/health", "/v1/end"], 0],
    ["of another server's part", ["/api/v1/projects"], ["/api/v1/health"], 0],
    ["of another thing", ["/users/detail"], ["/orders/detail"], 0],
    ["of one and of all", ["/users/7", "/x"], ["/users", "/x"], 0],
    ["that are ids alone", ["/v1/7", "/x"], ["/v2/7", "/x"], 0],
  ])("calls are the same if their paths end alike: %s", (_name, before, after, moved) => {
    const found = differencesOf(pathsOf(...before), pathsOf(...after));
    expect(found.filter((line) => line.includes("request path: "))).toHaveLength(moved);
    expect(found.filter((line) => line.includes("order: "))).toHaveLength(moved > 0 ? 0 : 2);
  });

  test("an API that moved may have any number of polls", () => {
    const found = differencesOf(
      pathsOf("/v1/job", "/v1/job", "/v1/x"),
      pathsOf("/v2/job", "/v2/job", "/v2/job", "/v2/x"),
    );
    expect(found.filter((line) => line.includes("order: "))).toEqual([]);
  });

  test("a response keeps its step when the steps before it are removed", () => {
    const poll = (status: number): ExchangeParts => ({ ...B, status, reason: "" });
    expect(differencesOf([poll(202), poll(202), poll(200)], [poll(202), poll(200)])).toEqual([
      "3>- structure order: POST /b > -",
    ]);
  });

  test("polls and known retries that differ only in number are omitted and counted", () => {
    const before = recordingOf(A, { ...A, status: 202 }, { ...A, status: 202 }, C);
    const after = recordingOf(A, { ...A, status: 202 }, { ...A, status: 202 }, { ...A, status: 202 }, C);
    const comparison = compare(before, after);
    expect(comparison).toMatchObject({ leftOut: 1, steps: [{}, {}, {}, {}] });
    expect(listDifferences(comparison)).toEqual([]);
    const all = compare(before, after, { values: true });
    expect(all.steps.map(({ change }) => change)).toContain("repeated");
  });

  test.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ["that are gone", ["images/a1", "images/a2", "images/a3"], ["images/a3"], ["images/a1", "images/a2"]],
    ["of one collection", ["items/1", "items/2", "items/3"], ["items/3"], ["items/1", "items/2"]],
    ["of other pages", ["items?page=1", "items?page=2"], ["items?page=1"], ["items?page=2"]],
    ["asked again", ["items/1", "items/2", "items/2"], ["items/1", "items/2"], []],
    ["asked in turn", ["items/1", "items/2", "items/1", "items/2"], ["items/1", "items/2"], []],
    ["asked again after another", ["items/1", "other", "items/1"], ["items/1", "other"], ["items/1"]],
  ])("reads of different resources are not repeats: %s", (_name, before, after, gone) => {
    const read = (path: string): ExchangeParts => ({
      url: `http://cloud/${path}`,
      answer: { title: path.replaceAll("/", " ") },
    });
    const { steps } = compare(recordingOf(...before.map(read)), recordingOf(...after.map(read)));
    const lost = steps.filter(({ change }) => change !== "same");
    expect(lost.map(({ change }) => change)).toEqual(gone.map(() => "removed"));
    expect(lost.map((step) => before[((step.before ?? 0) - 1) / 2])).toEqual(gone);
  });

  test("reads of different resources with similar responses are distinguished by their IDs", () => {
    const [one, other] = [ID, OTHER].map((id) => ({ url: `http://cloud/images/${id}`, answer: { state: "on" } }));
    const { steps } = compare(recordingOf({ ...one }, { ...other }), recordingOf({ ...other }));
    expect(steps.map(({ change, before }) => `${before} ${change}`)).toEqual(["1 removed", "3 same"]);
  });

  describe("polls whose responses progress", () => {
    const poll = (...answers: readonly unknown[]): readonly ExchangeParts[] => [
      B,
      ...answers.map((answer) => ({ url: "http://cloud/job", answer })),
      C,
    ];
    const at = (progress: number, status = "running"): object => ({ status, progress });

    const asOf = (seconds: number, status = "running"): object => ({ status, as_of: 1_795_392_000 + seconds });

    test.each<[string, readonly unknown[], readonly unknown[], readonly string[]]>([
      ["and say what time it is", [asOf(1), asOf(2), asOf(3, "done")], [asOf(1), asOf(9, "done")], []],
      ["and end alike", [at(10), at(20), at(100, "done")], [at(15), at(100, "done")], []],
      ["as many", [at(10), at(100, "done")], [at(15), at(100, "done")], ["3>3 value response body /progress: 10 > 15"]],
      [
        "and end elsewhere",
        [at(10), at(20, "done")],
        [at(10), at(20), at(30, "done")],
        ["->5 structure order: - > GET /job", "5>7 value response body /progress: 20 > 30"],
      ],
      [
        "and fail",
        [at(10), at(10), at(100, "done")],
        [at(10), at(30, "failed")],
        ['7>5 shape response body /status: "done" > "failed"', "7>5 value response body /progress: 100 > 30"],
      ],
      [
        "and have a new member meanwhile",
        [at(10), at(20), at(100, "done")],
        [{ ...at(10), left: 9 }, at(100, "done")],
        ["3>3 shape response body /left: - > 9", "5>- structure order: GET /job > -"],
      ],
    ])("%s", (_name, before, after, expected) => {
      expect(differencesOf(poll(...before), poll(...after))).toEqual(expected);
    });
  });

  test("a retry that got another status is a separate step", () => {
    expect(differencesOf([A], [{ ...A, status: 503, reason: "Busy" }, A])).toEqual(["->1 structure order: - > GET /a"]);
  });

  test("requests that overlap have no order to change", () => {
    const overlapping = (order: readonly ExchangeParts[]): readonly ExchangeParts[] =>
      order.map((parts, index) => ({ ...parts, at: index, took: 50 }));
    expect(differencesOf(overlapping([A, B, C]), overlapping([C, A, B]))).toEqual([]);
    expect(differencesOf([A, B, C], [C, A, B])).toHaveLength(1);
  });

  test("a port that differs in every run is not another server", () => {
    expect(differencesOf([{ url: "http://127.0.0.1:4001/a" }], [{ url: "http://127.0.0.1:5002/a" }])).toEqual([]);
  });
});

describe("the content of steps", () => {
  const answer = (value: unknown): readonly ExchangeParts[] => [{ ...A, answer: value }];

  test.each<[string, unknown, unknown, readonly string[]]>([
    ["a field added", { a: 1 }, { a: 1, b: [2] }, ["shape response body /b: - > [2]"]],
    ["a field removed", { a: 1, "x/y": 2 }, { a: 1 }, ["shape response body /x~1y: 2 > -"]],
    ["another type", { a: 1 }, { a: "1" }, ['shape response body /a: 1 > "1"']],
    ["null", { a: "x" }, { a: null }, ['shape response body /a: "x" > null']],
    ["an enum value", { status: "queued" }, { status: "active" }, ['shape response body /status: "queued" > "active"']],
    ["a flag", { on: true }, { on: false }, ["shape response body /on: true > false"]],
    ["a name", { name: "cirros" }, { name: "debian" }, ['value response body /name: "cirros" > "debian"']],
    ["a number", { size: 12 }, { size: 13 }, ["value response body /size: 12 > 13"]],
    [
      "a checksum",
      { checksum: "ab1".repeat(10) },
      { checksum: "cd2".repeat(10) },
      [`value response body /checksum: "${"ab1".repeat(10)}" > "${"cd2".repeat(10)}"`],
    ],
    [
      "a version that looks like a date",
      { version: "2026-01-01" },
      { version: "2026-02-01" },
      ['value response body /version: "2026-01-01" > "2026-02-01"'],
    ],
    ["an element more", { l: [1, 2] }, { l: [0, 1, 2] }, ["value response body /l: 2 elements > 3 elements (+ 0)"]],
    [
      "an element fewer",
      [{ id: ID }, { id: OTHER }],
      [{ id: ID }],
      [`value response body: 2 elements > 1 element (- {"id":"${OTHER}"})`],
    ],
    ["a member of an element", [{ s: "a" }], [{ s: "b" }], ['shape response body /0/s: "a" > "b"']],
    [
      "__proto__",
      JSON.parse('{"__proto__":1}'),
      JSON.parse('{"__proto__":2}'),
      ["value response body /__proto__: 1 > 2"],
    ],
  ])("%s", (_name, before, after, expected) => {
    expect(differencesOf(answer(before), answer(after))).toEqual(expected.map((line) => `1>1 ${line}`));
  });

  test("numbers that JavaScript would round are distinguished", () => {
    const text = (digits: string): readonly ExchangeParts[] => [{ ...A, text: `{"size":${digits}}` }];
    expect(differencesOf(text("12345678901234567890"), text("12345678901234567891"))).toEqual([
      "1>1 value response body /size: 12345678901234567890 > 12345678901234567891",
    ]);
  });

  test("JSON nested too deeply to walk is compared as text", () => {
    const deep = (value: number): readonly ExchangeParts[] => [
      { ...A, text: `${"[".repeat(20_000)}${value}${"]".repeat(20_000)}` },
    ];
    expect(differencesOf(deep(1), deep(1))).toEqual([]);
    expect(differencesOf(deep(1), deep(2))).toHaveLength(1);
  });

  test("the order of members and white space are not a difference", () => {
    expect(differencesOf([{ ...A, text: '{"a":1,"b":2}' }], [{ ...A, text: '{ "b": 2,\n "a": 1 }' }])).toEqual([]);
  });

  test("status and headers", () => {
    const before = { ...A, headers: { Vary: "X", Server: "nginx/1.22.1", Link: "a" } };
    const after = { ...A, status: 404, reason: "Not Found", headers: { vary: "Y", server: "nginx/1.24.0", Warn: "b" } };
    expect(differencesOf([before], [after])).toEqual([
      "1>1 shape response status: 200 OK > 404 Not Found",
      "1>1 shape response header Link: a > -",
      "1>1 shape response header Warn: - > b",
      "1>1 value response header Vary: X > Y",
    ]);
  });

  test("no response at all", () => {
    const error = { code: "ECONNREFUSED", message: "", phase: "connect" } as const;
    expect(differencesOf([A], [{ ...A, status: 0, reason: "", own: { _error: error } }])).toEqual([
      "1>1 shape response status: 200 OK > no response (ECONNREFUSED)",
    ]);
  });
});

describe("values that change with every run", () => {
  const run = (id: string, day: string, token: number): readonly ExchangeParts[] => [
    {
      url: `http://cloud/images/${id}`,
      requestHeaders: { "X-Auth-Token": `REDACTED-token-${token}` },
      headers: { Date: `Mon, ${day} Nov 2026 10:00:00 GMT`, "X-Request-Id": `req-${id}`, ETag: `"${day}"` },
      answer: { id, created_at: `2026-11-${day}T10:00:00Z`, self: `/images/${id}/file`, expires_in: Number(day) },
    },
    { url: `http://cloud/images/${id}/members`, answer: { image_id: id, user_id: Number(day) } },
  ];

  test("are omitted, and counted", () => {
    const comparison = compare(recordingOf(...run(ID, "23", 1)), recordingOf(...run(OTHER, "24", 2)));
    expect(listDifferences(comparison)).toEqual([]);
    expect(comparison.leftOut).toBe(12);
  });

  test("include the user's volatile values, and not the user's fixed ones", () => {
    const one = (ref: string, link: string): Trace =>
      recordingOf({ url: "http://cloud/a", headers: { ETag: `"${ref}"` }, answer: { ref, link, state: "on" } });
    const [before, after] = [
      one("cus_4bbha5GIrPI", "/x/cus_4bbha5GIrPI."),
      one("cus_aqnvbxXYeTwQ", "/x/cus_aqnvbxXYeTwQ."),
    ];
    const comparison = compare(before, after, { volatile: ["/ref"] });
    expect(listDifferences(comparison)).toEqual([]);
    expect(comparison).toMatchObject({ leftOut: 3, ruledOut: 2 });
    expect(listDifferences(compare(before, after, { volatile: ["/ref", "/link"], fixed: ["ETAG", "/link"] }))).toEqual([
      '1>1 value response header ETag: "cus_4bbha5GIrPI" > "cus_aqnvbxXYeTwQ"',
      '1>1 value response body /link: "/x/cus_4bbha5GIrPI." > "/x/cus_aqnvbxXYeTwQ."',
    ]);
    // A value that became two is a difference, unless it is configured as volatile.
    const third = recordingOf({
      url: "http://cloud/a",
      answer: { ref: "cus_aqnvbxXYeTwQ", link: "/x/cus_9thIrdXYeTw.", state: "on" },
    });
    const rules = { volatile: ["/ref", "ETag"] };
    expect(listDifferences(compare(before, third, rules)).at(-1)).toContain("/link");
    expect(compare(before, after, { ...rules, values: true })).toEqual(compare(before, after, { values: true }));
  });

  test("are shown on request", () => {
    const before = recordingOf(...run(ID, "23", 1));
    const all = listDifferences(compare(before, recordingOf(...run(OTHER, "24", 2)), { values: true }));
    expect(all).toHaveLength(12);
    expect(all).toContain(`1>1 value request path {image_id}: ${ID} > ${OTHER}`);
  });

  test("an ID that became two is a difference", () => {
    const [first = {}, second = {}] = run(OTHER, "23", 1);
    const after = [first, { ...second, answer: { image_id: THIRD, user_id: 23 } }];
    expect(differencesOf(run(ID, "23", 1), after)).toEqual([`3>3 value response body /image_id: "${ID}" > "${THIRD}"`]);
  });

  test("two IDs that became one are a difference", () => {
    const list = (...ids: readonly string[]): readonly ExchangeParts[] =>
      ids.map((id) => ({ url: A.url, answer: { id } }));
    expect(differencesOf(list(ID, OTHER), list(THIRD, THIRD))).toHaveLength(1);
  });

  test("numbers that a response returns as IDs are IDs in paths, headers, and texts too", () => {
    const shop = (user: number, other = user): readonly ExchangeParts[] => [
      { url: "http://cloud/users", method: "POST", answer: { id: user }, headers: { Location: `/users/${user}` } },
      { url: `http://cloud/users/${user}/orders`, answer: { id: 1, count: other, links: { user: `/users/${user}` } } },
    ];
    expect(differencesOf(shop(17, 1), shop(42, 1))).toEqual([]);
    expect(differencesOf(shop(17), shop(42))).toEqual(["3>3 value response body /count: 17 > 42"]);
    const page = (number: number): readonly ExchangeParts[] => [{ url: `http://cloud/pages/${number}` }];
    expect(differencesOf(page(1), page(2))).toEqual(["1>1 value request path {page_id}: 1 > 2"]);
  });

  test("bytes and long content never look like IDs", () => {
    const bytes = (fill: string): readonly ExchangeParts[] => {
      const content = { size: 24, mimeType: "image/png", text: fill.repeat(8), encoding: "base64" as const };
      const [entry] = recordingOf(A).log.entries;
      return [{ ...A, own: { ...(entry && { response: { ...entry.response, content } }) } }];
    };
    const send = (parts: readonly ExchangeParts[]): Trace => {
      const trace = recordingOf(...parts);
      const entries = trace.log.entries.map((entry, index) => Object.assign({}, entry, parts[index]?.own));
      return { log: { ...trace.log, entries } };
    };
    expect(listDifferences(compare(send(bytes("aB3d")), send(bytes("Zy9x"))))).toEqual([
      "1>1 value response body: 24 bytes, SHA-256 10e4053239a36ba4… > 24 bytes, SHA-256 e0a45cecf78c2b8d…",
    ]);
    expect(
      differencesOf([{ ...A, answer: { data: "aB3d".repeat(20) } }], [{ ...A, answer: { data: "Zy9x".repeat(20) } }]),
    ).toHaveLength(1);
  });

  test("a token in place of a password is a difference", () => {
    const sent = (alias: string): readonly ExchangeParts[] => [{ ...B, asked: { secret: alias } }];
    expect(differencesOf(sent("REDACTED-token-1"), sent("REDACTED-password-1"))).toHaveLength(1);
  });
});

test("levels below the requested one are omitted and counted", () => {
  const before = recordingOf({ ...A, answer: { size: 1 } }, B);
  const after = recordingOf({ ...A, answer: { size: 2, more: 1 } }, { ...B, method: "PUT" });
  const levels = (level: "structure" | "shape" | "value"): readonly string[] =>
    compare(before, after, { level }).steps.flatMap(({ differences }) => differences.map((one) => one.level));
  expect(levels("structure")).toEqual(["structure"]);
  expect(levels("shape")).toEqual(["shape", "structure"]);
  expect(levels("value")).toEqual(["shape", "value", "structure"]);
});
