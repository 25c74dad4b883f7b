import { describe, expect, test } from "vitest";

import { anExchange } from "../helpers/an-exchange.ts";
import { aBody, redact, redactBody, redactHeader, redactUrl } from "./redact.ts";

const RANDOM = "a8F3kd92LmQ0pX7vB1nZ5c";
const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** A redacted body, with its media type. */
describe("inside of JSON", () => {
  test.each([
    ["JSON in a string", { a: '{"password": "abc", "n": 1}' }, { a: '{"password": "REDACTED-password-1", "n": 1}' }],
    ["twice", { a: '{"b":"[{\\"token\\":\\"abcdef\\"}]"}' }, { a: '{"b":"[{\\"token\\":\\"REDACTED-token-1\\"}]"}' }],
    ["a URL's user", { url: "postgres://me:abc@db/x" }, { url: "postgres://REDACTED-user-1:REDACTED-password-1@db/x" }],
    ["a URL's query", { u: `https://h/x?sig=abc&n=1` }, { u: "https://h/x?sig=REDACTED-signature-1&n=1" }],
    ["a reset link", { u: `https://h/reset/${RANDOM}` }, { u: "https://h/reset/REDACTED-secret-1" }],
    ["base64 of JSON", { a: base64('{"password":"abc"}') }, { a: "eyJREDACTED-secret-1" }],
    ["base64 of JSON without a secret", { a: base64('{"n":"abcdef"}') }, { a: base64('{"n":"abcdef"}') }],
    ["a sentence", { m: "used password=abc123 here" }, { m: "used password=REDACTED-password-1 here" }],
    [
      "GraphQL",
      { query: "mutation($p: String!) { login(p: $p) }", variables: { password: "abc" } },
      { query: "mutation($p: String!) { login(p: $p) }", variables: { password: "REDACTED-password-1" } },
    ],
  ])("%s", (_name, body, expected) => {
    expect(redactBody(JSON.stringify(body))).toBe(JSON.stringify(expected));
  });

  test("secrets within base64 are masked elsewhere too", () => {
    const [, second] = redact(
      anExchange({ requestBody: aBody(JSON.stringify({ a: base64('{"password":"hunter-22"}') })) }),
      anExchange({ reason: "not hunter-22" }),
    );
    expect(second?.reason).toBe("not REDACTED-password-1");
  });
});

describe("XML", () => {
  test.each([
    ["<a><Password>abc</Password></a>", "<a><Password>REDACTED-password-1</Password></a>"],
    [
      '<wsse:Password Type="x">a&amp;b</wsse:Password><n>a&amp;b</n>',
      '<wsse:Password Type="x">REDACTED-password-1</wsse:Password><n>a&amp;b</n>',
    ],
    ["<token>\n  <![CDATA[abc]]>\n</token>", "<token>\n  <![CDATA[REDACTED-token-1]]>\n</token>"],
    ["<user token=\"abcdef\" name='me'/>", "<user token=\"REDACTED-token-1\" name='me'/>"],
    [
      '<input type="hidden" name="csrf_token" value="abc">',
      '<input type="hidden" name="csrf_token" value="REDACTED-token-1">',
    ],
    [
      "<member><name>password</name><value><string>abc</string></value></member>",
      "<member><name>password</name><value><string>REDACTED-password-1</string></value></member>",
    ],
    ["<secret>abc", "<secret>REDACTED-secret-1"],
    ["<secret> <![CDATA[ abc]] ]]> \n", "<secret> <![CDATA[REDACTED-secret-1]]> \n"],
    ["<p><secret><value><br></p><b>abc1234</b></secret><value>abc", undefined],
    ["<secret><b><value><br></b></b>abc</secret>abc", "<secret><b><value><br></b></b>REDACTED-secret-1</secret>abc"],
    ['<?xml version="1.0"?><a author="me"><title>Token</title></a>', undefined],
    ["<!-- no --><p>a < b and c > d</p>", undefined],
  ])("%s", (text, expected = text) => {
    expect(redactBody(text, "application/xml")).toBe(expected);
  });

  test("any number of blanks in markup is passed once", () => {
    const blanks = " ".repeat(1_000_000);
    expect(redactBody(`<token><![CDATA[${blanks}abc]]></token>`, "application/xml")).toBe(
      "<token><![CDATA[REDACTED-token-1]]></token>",
    );
  });
});

describe("text", () => {
  test.each([
    ['data: {"token":"abcdef"}\n\ndata: {"n":1}\n\n', 'data: {"token":"REDACTED-token-1"}\n\ndata: {"n":1}\n\n'],
    ...["\n", "\r\n", "\r"].map((end): [string, string] => {
      const before = `data: {"n":1}${end}${end}data: {"n":2}${end}${end}${end}id: 3${end}`;
      const lines = (value: string): string => `${before}data: {"token":${end}id: 4${end}data: "${value}"}${end}${end}`;
      return [lines("abcdef"), lines("REDACTED-token-1")];
    }),
    ["data: a\n\ndata:\n\n data: b\n", undefined],
    ['\uFEFFdata: {"token":\ndata: "abcdef"}\n', '\uFEFFdata: {"token":\ndata: "REDACTED-token-1"}\n'],
    ["OS_PASSWORD=abc123\nOS_USERNAME=me", "OS_PASSWORD=REDACTED-password-1\nOS_USERNAME=me"],
    ["| adminPass | kNNS1abc |", "| adminPass | REDACTED-password-1 |"],
    ["see https://me:abc@host/x", "see https://REDACTED-user-1:REDACTED-password-1@host/x"],
    ["see ('https://h/x?token=abc')", "see ('https://h/x?token=REDACTED-token-1')"],
    [
      "<a>h/x?token=abc</a> <h/?token=abc>\u00A0#token=abc",
      "<a>h/x?token=REDACTED-token-1</a> <h/?token=REDACTED-token-1>\u00A0#token=REDACTED-token-1",
    ],
    ["the password is required", undefined],
  ])("%j", (text, expected = text) => {
    expect(redactBody(text, "text/plain")).toBe(expected);
  });

  test("a form without its media type", () => {
    expect(redactBody("user=me&password=abc", "")).toBe("user=me&password=REDACTED-password-1");
  });

  test("a part of a multipart body that is JSON", () => {
    const text = (value: string): string =>
      `--X\r\nContent-Type: application/json\r\n\r\n{"token":"${value}"}\r\n--X--\r\n`;
    expect(redactBody(text("abcdef"), "multipart/mixed; boundary=X")).toBe(text("REDACTED-token-1"));
  });
});

describe("a path", () => {
  test.each([
    [`http://h/password/reset/${RANDOM}/done`, "http://h/password/reset/REDACTED-secret-1/done"],
    [`http://h/hooks/${RANDOM}`, "http://h/hooks/REDACTED-secret-1"],
    ["http://h/hooks/my-team-bot-x7k2m9q4w8z3p1v5n6b0", "http://h/hooks/REDACTED-secret-1"],
    ["http://h/hooks/token_f19d25e6fac311efaf305b2397f4f7d3", "http://h/hooks/REDACTED-secret-1"],
    [`http://h/services/T0/B0/${RANDOM}`, "http://h/services/T0/B0/REDACTED-secret-1"],
    ["http://h/v2.0/tokens/9faa6fd5b254418480c066b7c062315e", "http://h/v2.0/tokens/REDACTED-secret-1"],
    ["http://h/v3/services/9faa6fd5b254418480c066b7c062315e", undefined],
    ["http://h/v3/auth/tokens/OS-FEDERATION/saml2", undefined],
    [`http://h/images/${RANDOM}`, undefined],
  ])("%s", (url, expected = url) => {
    expect(redactUrl(url)).toBe(expected);
  });
});

describe("a header whose name reveals nothing", () => {
  test.each([
    ["X-Tenant-Ticket", RANDOM, "REDACTED-token-1"],
    ["X-Compute-Request-Id", "req-a016d11c-0b5a-44ce-9cc1-a49706586120", undefined],
    ["X-Image-Meta", "9faa6fd5-b254-4184-80c0-66b7c062315e", undefined],
    ["CF-Ray", RANDOM, undefined],
    ["X-Powered-By", "PHP/8.1.2-1ubuntu2.14", undefined],
    ["WWW-Authenticate", `Negotiate ${RANDOM}`, "Negotiate REDACTED-token-1"],
  ])("%s: %s", (name, value, expected = value) => {
    expect(redactHeader(name, value)).toBe(expected);
  });
});

describe("the content of a secret", () => {
  test("claims of a JWT with such names", () => {
    const claims = Buffer.from('{"sub":"me","session_token":"hunter-22"}').toString("base64url");
    const [, second] = redact(
      anExchange({ requestHeaders: ["Authorization", `Bearer eyJhbGciOiJub25lIn0.${claims}.c2lnbmF0dXJl`] }),
      anExchange({ reason: "sub me, hunter-22" }),
    );
    expect(second?.reason).toMatch(/^sub me, REDACTED-token-\d$/);
  });

  test("the text of one in base64, under the same alias", () => {
    const [first, second] = redact(
      anExchange({ requestBody: aBody(JSON.stringify({ data: { password: base64("hunter-22-hunter") } })) }),
      anExchange({ reason: "not hunter-22-hunter" }),
    );
    expect(first?.requestBody?.text).toBe('{"data":{"password":"REDACTED-password-1"}}');
    expect(second?.reason).toBe("not REDACTED-password-1");
  });
});
