import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createRedactor } from "../../src/redact/redactor.ts";
import { createAliasNumbering } from "../../src/trace/alias.ts";
import type { Exchange, ExchangeBody } from "../../src/trace/exchange.ts";
import { mapTexts } from "../../src/trace/map-texts.ts";
import { anExchange } from "../helpers/an-exchange.ts";

function aBody(text: string, mimeType = "application/json"): ExchangeBody {
  return { mimeType, text, base64: false, wireSize: text.length, decodedSize: text.length, sha256: undefined };
}

/** What the trace would show of these exchanges, in their order. */
function redact(...exchanges: Exchange[]): Exchange[] {
  const redactor = createRedactor();
  for (const exchange of exchanges) redactor.redactExchange(exchange);
  for (const exchange of exchanges) redactor.sweepExchange(exchange);
  const { number } = createAliasNumbering();
  for (const exchange of exchanges) mapTexts(exchange, number);
  return exchanges;
}

function redactHeader(name: string, value: string): string | undefined {
  return redact(anExchange({ requestHeaders: [name, value] }))[0]?.requestHeaders[1];
}

function redactBody(text: string, mimeType?: string): string | undefined {
  return redact(anExchange({ requestBody: aBody(text, mimeType) }))[0]?.requestBody?.text;
}

function redactUrl(url: string): string | undefined {
  return redact(anExchange({ url }))[0]?.url;
}

describe("headers", () => {
  test.each([
    ["X-Auth-Token", "0123456789", "REDACTED-token-1"],
    ["x-subject-token", "gAAAAABjmQ2DBOk_long", "gAAAAABREDACTED-token-1"],
    ["X-Service-Token", "abcdef", "REDACTED-token-1"],
    ["X-Api-Key", "abcdef", "REDACTED-key-1"],
    ["X-AUTH-KEY", "abcdef", "REDACTED-key-1"],
    ["apikey", "abcdef", "REDACTED-key-1"],
    ["Ocp-Apim-Subscription-Key", "abcdef", "REDACTED-key-1"],
    ["X-Hub-Signature", "sha1=abcdef", "REDACTED-signature-1"],
    ["X-My-Password", "abcdef", "REDACTED-password-1"],
    ["X-Client-Secret", "abcdef", "REDACTED-secret-1"],
    ["Private-Token", "glpat-abcdefghij", "glpat-REDACTED-token-1"],
    ["Cf-Access-Jwt-Assertion", "eyJabc.def.ghi", "eyJREDACTED-token-1"],
    ["Authorization", "Bearer abc.def", "Bearer REDACTED-token-1"],
    ["Authorization", "opaque-value", "REDACTED-token-1"],
    ["Authorization", "Negotiate YIIabc==", "Negotiate REDACTED-token-1"],
    ["Proxy-Authorization", `Basic ${btoa("admin:s3cr3t-pw")}`, "Basic REDACTED-password-1"],
    [
      "Authorization",
      'Digest username="u", realm="r", nonce="n1n1n1", uri="/x", response="abc123", qop=auth, cnonce="c1"',
      'Digest username="u", realm="r", nonce="REDACTED-signature-1", uri="/x", response="REDACTED-signature-2", qop=auth, cnonce="REDACTED-signature-3"',
    ],
    [
      "Authorization",
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=fe5f80",
      "AWS4-HMAC-SHA256 Credential=REDACTED-key-1/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=REDACTED-signature-1",
    ],
    ["WWW-Authenticate", 'Digest realm="r", nonce="abcdef"', 'Digest realm="r", nonce="REDACTED-signature-1"'],
    ["Cookie", "sid=abc123; theme=dark; empty=", "sid=REDACTED-cookie-1; theme=REDACTED-cookie-2; empty="],
    ["Set-Cookie", "sid=abc123; Path=/; HttpOnly", "sid=REDACTED-cookie-1; Path=/; HttpOnly"],
    [
      "Location",
      "https://u:pass-word@h/cb?code=abc&redirect_uri=x",
      "https://u:REDACTED-password-1@h/cb?code=REDACTED-code-1&redirect_uri=x",
    ],
    ["Location", "/cb#id_token=abcdef&x=1", "/cb#id_token=REDACTED-token-1&x=1"],
    ["Link", '<https://h/?access_token=abcdef>; rel="next"', '<https://h/?access_token=REDACTED-token-1>; rel="next"'],
  ])("%s: %s", (name, value, expected) => {
    expect(redactHeader(name, value)).toBe(expected);
  });

  test.each([
    ["Date", "Mon, 23 Nov 2026 10:00:00 GMT"],
    ["ETag", '"33a64df551425fcc55e4d42a148795d9f25f89d4"'],
    ["x-openstack-request-id", "req-a016d11c-0b5a-44ce-9cc1-a49706586120"],
    ["Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="],
    ["Idempotency-Key", "8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ["WWW-Authenticate", "Keystone uri=http://127.0.0.1/identity"],
    ["Location", "http://127.0.0.1/v2/images?limit=20&marker=abc"],
    ["Vary", "X-Auth-Token"],
  ])("%s: %s stays", (name, value) => {
    expect(redactHeader(name, value)).toBe(value);
  });
});

describe("URLs", () => {
  test.each([
    ["http://user:pass-word@host/x", "http://user:REDACTED-password-1@host/x"],
    ["http://only-token@host/x", "http://REDACTED-user-1@host/x"],
    ["http://host/x?token=abcdef&a=b", "http://host/x?token=REDACTED-token-1&a=b"],
    ["http://host/x?X-Amz-Signature=abcdef", "http://host/x?X-Amz-Signature=REDACTED-signature-1"],
    ["http://host/x?X-Amz-Credential=AKIA%2F2026", "http://host/x?X-Amz-Credential=AKIAREDACTED-key-1"],
    ["http://host/x?sig=abc&se=2026", "http://host/x?sig=REDACTED-signature-1&se=2026"],
    [
      "http://host/cb?code=abcdef&state=xyzxyz&client_id=me",
      "http://host/cb?code=REDACTED-code-1&state=REDACTED-token-1&client_id=me",
    ],
  ])("%s", (url, expected) => {
    expect(redactUrl(url)).toBe(expected);
  });

  test.each([
    "http://host/x?code=404&state=active",
    "http://host/x?name=cirros&next_page_token=abc",
    "http://host/a@b?c=d@e",
  ])("%s stays", (url) => {
    expect(redactUrl(url)).toBe(url);
  });
});

describe("bodies", () => {
  test.each([
    ['{ "password" : "abc" }', '{ "password" : "REDACTED-password-1" }'],
    ['{"adminPass":"kNNS1234"}', '{"adminPass":"REDACTED-password-1"}'],
    ['{"a":{"clientSecret":"abc\\"def"}}', '{"a":{"clientSecret":"REDACTED-secret-1"}}'],
    [
      '{"tokens":1,"refresh_token":["abc","def"]}',
      '{"tokens":1,"refresh_token":["REDACTED-token-1","REDACTED-token-2"]}',
    ],
    ['{"pin":123456}', '{"pin":"REDACTED-password-1"}'],
    ['{"pass\\u0077ord":"abcdef"}', '{"pass\\u0077ord":"REDACTED-password-1"}'],
    ['{"auth":{"identity":{"token":{"id":"abcdef"}}}}', '{"auth":{"identity":{"token":{"id":"REDACTED-token-1"}}}}'],
    ['{"key":"a8F3kd92LmQ0pX7vB1nZ5c"}', '{"key":"REDACTED-key-1"}'],
    [
      '{"code":"abcdef","grant_type":"authorization_code"}',
      '{"code":"REDACTED-code-1","grant_type":"authorization_code"}',
    ],
    ['[{"user":{"secret":"abcdef', '[{"user":{"secret":"REDACTED-secret-1"'],
  ])("JSON %s", (text, expected) => {
    expect(redactBody(text)).toBe(expected);
  });

  test.each([
    '{"token":{"methods":["password"],"expires_at":"2026-11-23T10:00:00Z","user":{"password_expires_at":null}}}',
    '{"token_type":"Bearer","expires_in":3600,"author":"me","authority":"x","public_key":"ssh-rsa AAAA","key_name":"mine"}',
    '{"key":"color","code":404,"state":"ACTIVE","message":"wrong password"}',
    '{"id":"9faa6fd5-b254-4184-80c0-66b7c062315e","os_hash_value":"df88bac2791254f68941229792539621516bd480"}',
    '{"password":"","secret":null,"token":true}',
  ])("JSON %s stays", (text) => {
    expect(redactBody(text)).toBe(text);
  });

  test("a form keeps its other fields as they are written", () => {
    expect(redactBody("user=a+b&password=p%40ss+word&x=%20", "application/x-www-form-urlencoded; charset=utf-8")).toBe(
      "user=a+b&password=REDACTED-password-1&x=%20",
    );
  });

  test("multipart: a field by its name, files untouched", () => {
    const part = (name: string, value: string, file = ""): string =>
      `--XX\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
    const text = (secret: string): string =>
      `${part("user", "me")}${part("password", secret)}${part("token", "kept", '; filename="token"')}--XX--\r\n`;
    expect(redactBody(text("abcdef"), 'multipart/form-data; boundary="XX"')).toBe(text("REDACTED-password-1"));
  });
});

describe("a value learned once", () => {
  test("has one alias everywhere, in other encodings too, also in exchanges before", () => {
    const secret = 's3cr3t "value"/+';
    const [first, second] = redact(
      anExchange({
        url: `http://host/x?q=${encodeURIComponent(secret)}`,
        responseBody: aBody(`echo ${secret} and ${JSON.stringify({ secret })}`, "text/plain"),
      }),
      anExchange({ requestHeaders: ["X-Auth-Token", secret] }),
    );
    expect(first?.url).toBe("http://host/x?q=REDACTED-token-1");
    expect(first?.responseBody?.text).toBe('echo REDACTED-token-1 and {"secret":"REDACTED-token-1"}');
    expect(second?.requestHeaders[1]).toBe("REDACTED-token-1");
  });

  test("the reader sees that one step's X-Subject-Token is another one's X-Auth-Token", () => {
    const token = "gAAAAABjmQ2DBOk_aIernRwlZm4DP5YH8dtn";
    const [issued, used, other] = redact(
      anExchange({ responseHeaders: ["X-Subject-Token", token] }),
      anExchange({ requestHeaders: ["X-Auth-Token", token] }),
      anExchange({ requestHeaders: ["X-Auth-Token", `${token}2`] }),
    );
    expect(issued?.responseHeaders[1]).toBe("gAAAAABREDACTED-token-1");
    expect(used?.requestHeaders[1]).toBe("gAAAAABREDACTED-token-1");
    expect(other?.requestHeaders[1]).toBe("gAAAAABREDACTED-token-2");
  });

  test("both the password and the base64 of a Basic header are masked elsewhere", () => {
    const basic = btoa("admin:s3cr3t-pw");
    const [exchange] = redact(
      anExchange({
        requestHeaders: ["Authorization", `Basic ${basic}`],
        responseBody: aBody(`${basic} s3cr3t-pw admin`, "text/plain"),
      }),
    );
    expect(exchange?.responseBody?.text).toBe("REDACTED-password-1 REDACTED-password-1 admin");
  });

  test("a short value is masked where it was met and not in the middle of words", () => {
    const [exchange] = redact(
      anExchange({ requestBody: aBody('{"password":"asdf"}'), responseBody: aBody("asdfgh asdf", "text/plain") }),
    );
    expect(exchange?.requestBody?.text).toBe('{"password":"REDACTED-password-1"}');
    expect(exchange?.responseBody?.text).toBe("asdfgh asdf");
  });

  test("text that looks like an alias is masked like any other, so that a replayed recording reads the same", () => {
    const [exchange] = redact(
      anExchange({
        requestHeaders: ["X-Auth-Token", "gAAAAABREDACTED-token-1", "X-Other-Token", "REDACTED-token-7"],
        responseHeaders: ["X-Subject-Token", "gAAAAABREDACTED-token-1"],
      }),
    );
    expect(exchange?.requestHeaders).toEqual([
      "X-Auth-Token",
      "gAAAAABREDACTED-token-1",
      "X-Other-Token",
      "REDACTED-token-2",
    ]);
    expect(exchange?.responseHeaders[1]).toBe("gAAAAABREDACTED-token-1");
  });

  test("a secret that is a word of the aliases does not spoil them", () => {
    const [exchange] = redact(
      anExchange({ requestHeaders: ["X-Auth-Token", "REDACTED", "X-My-Password", "password"] }),
    );
    expect(exchange?.requestHeaders).toEqual([
      "X-Auth-Token",
      "REDACTED-token-1",
      "X-My-Password",
      "REDACTED-password-1",
    ]);
  });

  test("thousands of values are no burden", () => {
    const headers = Array.from({ length: 10_000 }, (_, index) => ["X-Auth-Token", `token-value-${index}`]).flat();
    const [, second] = redact(
      anExchange({ requestHeaders: headers }),
      anExchange({ responseBody: aBody(`${"x".repeat(1000)} token-value-9999`, "text/plain") }),
    );
    expect(second?.responseBody?.text).toBe(`${"x".repeat(1000)} REDACTED-token-10000`);
  });
});

describe("whatever the secret is", () => {
  const secret = fc
    .stringMatching(/^[A-Za-z0-9!"#$%&'()*+,./:<=>?@[\]^_{|}~\\-]{8,40}$/)
    .filter((one) => !/REDACT/i.test(one));
  const token = fc.stringMatching(/^[A-Za-z0-9_.~-]{8,40}$/).filter((one) => !/REDACT/i.test(one));

  test("it is in no part of the trace, and JSON stays JSON of the same shape", () => {
    fc.assert(
      fc.property(secret, token, (password, apiToken) => {
        const json = { auth: { user: { name: "admin", password } }, list: [{ api_key: apiToken }], author: "me" };
        const [exchange] = redact(
          anExchange({
            url: `http://host/x?a=1&password=${encodeURIComponent(password)}#access_token=${apiToken}`,
            requestHeaders: [
              "X-Auth-Token",
              apiToken,
              "Cookie",
              `a=${apiToken}`,
              "Authorization",
              `Bearer ${apiToken}`,
            ],
            requestBody: aBody(JSON.stringify(json, null, 1)),
            responseBody: aBody(`you sent ${password} and ${encodeURIComponent(password)}`, "text/plain"),
          }),
        );
        const everything = JSON.stringify(exchange);
        for (const value of [password, apiToken]) {
          expect(everything).not.toContain(JSON.stringify(value).slice(1, -1));
          expect(everything).not.toContain(encodeURIComponent(value));
        }
        expect(JSON.parse(exchange?.requestBody?.text ?? "")).toEqual({
          auth: { user: { name: "admin", password: expect.stringContaining("REDACTED-password-") as string } },
          list: [{ api_key: expect.stringContaining("REDACTED-") as string }],
          author: "me",
        });
      }),
    );
  });

  test("equal values have equal aliases and different ones different", () => {
    fc.assert(
      fc.property(token, token, (one, other) => {
        fc.pre(!one.includes(other) && !other.includes(one));
        const [exchange] = redact(
          anExchange({ requestHeaders: ["X-A-Token", one, "X-B-Token", other, "X-C-Token", one] }),
        );
        const [, a, , b, , c] = exchange?.requestHeaders ?? [];
        expect(a).toBe(c);
        expect(a).not.toBe(b);
      }),
    );
  });
});
