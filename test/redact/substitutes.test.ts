import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { redactTrace } from "../../src/redact/redact-trace.ts";
import { createRedactor } from "../../src/redact/redactor.ts";
import { SUBSTITUTED_KINDS, createSubstitutes } from "../../src/redact/substitutes.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";

function substitute(...texts: string[]): string[] {
  const { learn, replace } = createSubstitutes(SUBSTITUTED_KINDS);
  texts.forEach(learn);
  return texts.map(replace);
}

const UUID = "9faa6fd5-b254-4184-80c0-66b7c062315e";

describe("made-up values", () => {
  test.each([
    [
      "a host in a URL, and alone",
      "http://keystone.corp.internal:5000/v3 keystone.corp.internal",
      "http://host-1.example.com:5000/v3 host-1.example.com",
    ],
    [
      "a host within another name stays",
      "http://corp/ acorp corp-1 corp.internal",
      "http://host-1.example.com/ acorp corp-1 corp.internal",
    ],
    [
      "this machine stays",
      "http://localhost:1/ 127.0.0.1 [::1]:80 0.0.0.0",
      "http://localhost:1/ 127.0.0.1 [::1]:80 0.0.0.0",
    ],
    [
      "a UUID, with its version, and without hyphens",
      `${UUID} ${UUID.replaceAll("-", "")}`,
      "00000000-0000-4000-8000-000000000001 00000000000040008000000000000001",
    ],
    ["a UUID in upper case", UUID.toUpperCase(), "00000000-0000-4000-8000-000000000001"],
    ["a longer hash stays", "df88bac2791254f68941229792539621516bd480", "df88bac2791254f68941229792539621516bd480"],
    [
      "an address, as it is and in a URL",
      "me@corp.com, me%40corp.com, you@corp.com",
      "user1@example.com, user1%40example.com, user2@example.com",
    ],
    ["IP addresses", "10.0.0.5 fe80::1 10.0.0.5:80 [fe80::1]", "192.0.2.1 2001:db8::2 192.0.2.1:80 [2001:db8::2]"],
    ["versions and times stay", "1.2.3 10:00:00 1.2.3.4.5 999.1.1.1", "1.2.3 10:00:00 1.2.3.4.5 999.1.1.1"],
  ])("%s", (_name, text, expected) => {
    expect(substitute(text)).toEqual([expected]);
  });

  test("are the same for the same value in all texts, and a host is known before its URL", () => {
    expect(substitute("no route to db.corp", `http://db.corp/${UUID}`, UUID)).toEqual([
      "no route to host-1.example.com",
      "http://host-1.example.com/00000000-0000-4000-8000-000000000001",
      "00000000-0000-4000-8000-000000000001",
    ]);
  });

  test("different values stay different, and no part of them is left", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.oneof(fc.uuid(), fc.ipV4(), fc.emailAddress()), { minLength: 2 }), (values) => {
        const replaced = substitute(...values);
        expect(new Set(replaced).size).toBeGreaterThanOrEqual(new Set(values.map((value) => value.toLowerCase())).size);
      }),
    );
  });
});

test("a trace records what was replaced, how often, and no longer has the size of the original", () => {
  const entry = (url: string, text: string): object => ({
    startedDateTime: "2026-11-23T10:00:00.000Z",
    time: 1,
    request: { method: "GET", url, httpVersion: "HTTP/1.1", headers: [{ name: "Host", value: "glance.corp" }] },
    response: {
      status: 200,
      statusText: "OK",
      headers: [],
      content: { mimeType: "text/plain", text, size: text.length },
    },
    timings: { send: 0, wait: 1, receive: 0 },
    serverIPAddress: "10.1.2.3",
  });
  const har = {
    log: {
      version: "1.2",
      creator: { name: "x", version: "1" },
      entries: [entry(`http://glance.corp/${UUID}`, `is ${UUID} at glance.corp`)],
    },
  };
  const redactor = createRedactor({ policy: { substitute: ["hosts", "ids", "ips"] } });
  const { trace } = redactTrace(parseTrace(JSON.stringify(har), "x.har"), redactor);
  const [only] = trace.log.entries;
  expect(only).toMatchObject({
    request: {
      url: "http://host-1.example.com/00000000-0000-4000-8000-000000000001",
      headers: [{ value: "host-1.example.com" }],
    },
    response: {
      content: { text: "is 00000000-0000-4000-8000-000000000001 at host-1.example.com", size: 61, _masked: true },
    },
    serverIPAddress: "192.0.2.1",
  });
});
