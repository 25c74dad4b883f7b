import { expect, test } from "vitest";

import { examineTrace } from "../../src/doctor/examine-trace.ts";
import { HEAD_CUT, NOT_NEEDED, toMissing } from "../../src/trace/missing.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";
import type { Trace } from "../../src/trace/model/types.ts";

interface Draft {
  readonly url: string;
  readonly sends?: string;
  readonly gets?: string;
  readonly error?: string;
}

function aTrace(...drafts: readonly Draft[]): Trace {
  const log = { version: "1.2", creator: { name: "test", version: "1" }, entries: drafts.map(anEntry) };
  return parseTrace(JSON.stringify({ log }), "test.har");
}

function anEntry({ url, sends = "", gets = "", error }: Draft, index: number): object {
  return {
    startedDateTime: `2026-11-23T10:00:0${index}.000000Z`,
    time: 0,
    request: {
      method: "GET",
      url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: [{ name: "X-Auth-Token", value: sends }],
      queryString: [],
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      status: error === undefined ? 200 : 0,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: [],
      content: { size: gets.length, mimeType: "application/json", text: gets },
      redirectURL: "",
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 0, receive: 0 },
    ...(error !== undefined && { _error: { code: error, message: "", phase: "connect" } }),
  };
}

const textsOf = (trace: Trace): readonly string[] => examineTrace(trace).map(({ text }) => text);

test("connections that a client did not need, and heads that are cut, need no other recording", () => {
  const { log } = aTrace({ url: "http://keystone/" });
  const [entry = expect.fail()] = log.entries;
  const missing = toMissing([{ host: "keystone:443", reason: NOT_NEEDED, count: 2 }]);
  const cut = { ...entry, _remarks: [`${HEAD_CUT}: the request's is longer than 1 MiB`] };
  const findings = examineTrace({
    log: { ...log, entries: [cut], _wirewalk: { format: 1, redacted: {}, ...missing } },
  });
  expect(findings).toMatchObject([
    { text: expect.stringContaining(NOT_NEEDED), hint: "nothing to do: they carried no request." },
    {
      text: "Incomplete: 1 head truncated",
      hint: "the server received all of it; the trace keeps at most 1 MiB of a head.",
    },
  ]);
});

test("a token from a response is not a sign of a bypass", () => {
  const trace = aTrace(
    { url: "http://keystone/", gets: '{"token":"REDACTED-token-1"}' },
    { url: "http://glance/", sends: "REDACTED-token-1" },
  );
  expect(textsOf(trace)).toEqual([
    "no sign of missing requests; only a recording with --transparent can prove that there are none",
  ]);
});

test("a token of unknown origin is one, and so is one that is used before it is returned", () => {
  const trace = aTrace(
    { url: "http://glance/a", sends: "REDACTED-token-1" },
    { url: "http://keystone/", gets: '{"token":"REDACTED-token-1"}' },
    { url: "http://glance/b", sends: "REDACTED-token-2" },
  );
  expect(textsOf(trace)).toEqual([
    "REDACTED-token-1 is first used by (1)-(2) GET http://glance/a, and no recorded response contains it",
    "REDACTED-token-2 is first used by (5)-(6) GET http://glance/b, and no recorded response contains it",
  ]);
});

test("an address that a response names and no request was sent to is reported", () => {
  const trace = aTrace({ url: "http://keystone/", gets: '{"a":"http://keystone/v3","b":"https://nova:8774/v2"}' });
  expect(textsOf(trace)).toEqual(["responses name services that received no request: nova:8774"]);
});

test("a certificate that was not accepted leads to --cacert", () => {
  const [finding] = examineTrace(aTrace({ url: "https://glance/", error: "SELF_SIGNED_CERT_IN_CHAIN" }));
  expect(finding?.hint).toBe("Pass the server's CA certificate with --cacert.");
});
