import { describe, expect, test } from "vitest";

import type { RedactionPolicy } from "../../src/redact/policy.ts";
import { createRedactor } from "../../src/redact/redactor.ts";
import { createAliasNumbering } from "../../src/trace/alias.ts";
import type { Exchange } from "../../src/trace/journal/exchange.ts";
import { mapTexts } from "../../src/trace/journal/map-texts.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { aBody } from "./redact.ts";

function redact(policy: RedactionPolicy, exchange: Exchange): Exchange {
  createRedactor({ policy }).redactExchange(exchange);
  mapTexts(exchange, createAliasNumbering().number);
  return exchange;
}

describe("the user's own list", () => {
  test("values are masked wherever they occur", () => {
    const { url, responseBody } = redact(
      { secrets: ["customer-4711"] },
      anExchange({ url: "http://h/customer-4711", responseBody: aBody("for customer%2D4711", "text/plain") }),
    );
    expect([url, responseBody?.text]).toEqual(["http://h/REDACTED-secret-1", "for REDACTED-secret-1"]);
  });

  test("a short value is masked where it is a whole value, and stays in others", () => {
    const json = '{"pin_of":"8317","n":[8317,18317],"s":"8317th","in":"{\\"a\\":8317}","8317":"8318"}';
    const masked =
      '{"pin_of":"REDACTED-secret-1","n":["REDACTED-secret-1",18317],"s":"8317th","in":"{\\"a\\":\\"REDACTED-secret-1\\"}","8317":"8318"}';
    const { url, requestHeaders, requestBody, responseBody } = redact(
      { secrets: ["8317"] },
      anExchange({
        url: "http://h:8317/8317/x8317?q=%38317&r=83170#8317=8317",
        requestHeaders: ["X-Thing", "8317", "X-Other", "no 8317", "Host", "h:8317", "X-Meta", "a=8317; b"],
        requestBody: aBody("a=8317&b=8317+8&8317", "application/x-www-form-urlencoded"),
        responseBody: aBody(json),
      }),
    );
    const alias = "REDACTED-secret-1";
    expect(url).toBe(`http://h:8317/${alias}/x8317?q=${alias}&r=83170#8317=${alias}`);
    expect(requestHeaders).toEqual([
      "X-Thing",
      alias,
      "X-Other",
      "no 8317",
      "Host",
      "h:8317",
      "X-Meta",
      `a=${alias}; b`,
    ]);
    expect(requestBody?.text).toBe(`a=${alias}&b=8317+8&8317`);
    expect(responseBody?.text).toBe(masked);
  });

  test("a short value is masked in text where it is a separate word", () => {
    const redactor = createRedactor({ policy: { secrets: ["83.7", "a$&"] } });
    expect(redactor.redactOutput(`{"a":1}\npin: 83.7\r\nPIN=83.7\n  83.7\n<a b='a$&'>83.7</a>`)).toBe(
      `{"a":1}\npin: REDACTED-secret-~1\r\nPIN=REDACTED-secret-~1\n  REDACTED-secret-~1\n<a b='REDACTED-secret-~2'>REDACTED-secret-~1</a>`,
    );
    for (const text of ["it is 83.7 now", "1: 83.75", "n=183.7", "83x7", `"83.7 "`]) {
      expect(redactor.redactOutput(text)).toBe(text);
    }
    expect(redactor.findPossible("it is 83.7 now")).toHaveLength(1);
  });

  test.each([{ secrets: ["ab"] }, { secrets: ["true"] }, { foundSecrets: ["admin"] }])(
    "%j leaves values that are the same by chance",
    (policy) => {
      const body = aBody('{"name":"admin","x":"ab","y":"true"}');
      expect(redact(policy, anExchange({ responseBody: { ...body } })).responseBody).toEqual(body);
    },
  );

  test("a header by its name, in any case, and its value elsewhere", () => {
    const { requestHeaders, reason } = redact(
      { rules: [{ header: "x-customer" }] },
      anExchange({ requestHeaders: ["X-Customer", "acme-corp-77"], reason: "no acme-corp-77" }),
    );
    expect([requestHeaders[1], reason]).toEqual(["REDACTED-secret-1", "no REDACTED-secret-1"]);
  });

  test("values by pointer, in all members and items of a list; the rest byte for byte", () => {
    const text = '{ "users":[{"nr": 4711 ,"n":4711},\n{"nr":"abc"}, {"nr":null}], "nr":"abc"}';
    const { requestBody } = redact({ rules: [{ pointer: "/users/*/nr" }] }, anExchange({ requestBody: aBody(text) }));
    expect(requestBody?.text).toBe(
      '{ "users":[{"nr": "REDACTED-secret-1" ,"n":4711},\n{"nr":"REDACTED-secret-2"}, {"nr":null}], "nr":"abc"}',
    );
  });

  test("the match of a pattern, or its first group", () => {
    const { url, reason } = redact(
      { rules: [{ pattern: "cust-[0-9]+" }, { pattern: "order ([0-9]+)" }] },
      anExchange({ url: "http://h/cust-1234", reason: "order 998877 of 2" }),
    );
    expect([url, reason]).toEqual(["http://h/REDACTED-secret-1", "order REDACTED-secret-2 of 2"]);
  });

  test("a rule for values that are masked anyway changes nothing", () => {
    const { requestHeaders } = redact(
      { rules: [{ header: "X-Auth-Token" }, { pattern: "REDACTED.*" }] },
      anExchange({ requestHeaders: ["X-Auth-Token", "abcdefgh"] }),
    );
    expect(requestHeaders[1]).toMatch(/^REDACTED-\w+-1$/);
  });
});

describe("the level strict", () => {
  const headers = ["Accept", "text/plain", "X-Powered-By", "PHP", "X-Ours", "seen", "X-Auth-Token", "abcdefgh"];

  test("shows well-known headers, aliases, and the configured ones", () => {
    const { requestHeaders, responseHeaders, more } = redact(
      { level: "strict", showHeaders: ["x-OURS"] },
      anExchange({ requestHeaders: [...headers], responseHeaders: [...headers], more: { trailers: ["X-Sum", "1"] } }),
    );
    const values = ["text/plain", "REDACTED", "seen", "REDACTED-token-1"];
    for (const flat of [requestHeaders, responseHeaders]) expect(flat.filter((_, index) => index % 2)).toEqual(values);
    expect(more?.trailers).toEqual(["X-Sum", "REDACTED"]);
  });

  test("standard shows values that look harmless", () => {
    const { requestHeaders } = redact({}, anExchange({ requestHeaders: [...headers] }));
    expect(requestHeaders.slice(0, 6)).toEqual(headers.slice(0, 6));
  });
});
