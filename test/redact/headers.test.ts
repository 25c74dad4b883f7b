import { expect, test } from "vitest";

import { anExchange } from "../helpers/an-exchange.ts";
import { redact, redactHeader } from "./redact.ts";

test.each([
  ["X-Auth-Token", "0123456789", "REDACTED-token-1"],
  ["x-subject-token", "gAAAAABjmQ2DBOk_long", "gAAAAABREDACTED-token-1"],
  ["X-Service-Token", "abcdef", "REDACTED-token-1"],
  ["Token", "abcdef", "REDACTED-token-1"],
  ["Private-Token", "glpat-abcdefghij", "glpat-REDACTED-token-1"],
  ["X-Vault-Token", "short", "REDACTED-token-1"],
  ["X-Client-Data", "abcdef", "REDACTED-token-1"],
  ["Cf-Access-Jwt-Assertion", "eyJabc.def.ghi", "eyJREDACTED-token-1"],
  ["Cf-Access-Client-Id", "abcdef", "REDACTED-key-1"],
  ["X-Api-Key", "abcdef", "REDACTED-key-1"],
  ["X-AUTH-KEY", "abcdef", "REDACTED-key-1"],
  ["apikey", "abcdef", "REDACTED-key-1"],
  ["Ocp-Apim-Subscription-Key", "abcdef", "REDACTED-key-1"],
  ["X-Hub-Signature", "sha1=abcdef", "REDACTED-signature-1"],
  ["X-Hub-Signature-256", "sha256=abcdef", "REDACTED-signature-1"],
  ["Signature", "sig1=:abcdef:", "REDACTED-signature-1"],
  ["X-My-Password", "abcdef", "REDACTED-password-1"],
  ["Password", "abcdef", "REDACTED-password-1"],
  ["X-Storage-Pass", "abcdef", "REDACTED-password-1"],
  ["X-Client-Secret", "abcdef", "REDACTED-secret-1"],
  ["Secret", "abcdef", "REDACTED-secret-1"],
  ["X-Session-Id", "abcdef", "REDACTED-cookie-1"],
  [
    "Sec-WebSocket-Protocol",
    "v4.channel.k8s.io, base64url.bearer.ZXlKaGJHY2lPaUpTVXpJMU5pSjk",
    "v4.channel.k8s.io, base64url.bearer.REDACTED-token-1",
  ],
])("a secret by its name: %s: %s", (name, value, expected) => {
  expect(redactHeader(name, value)).toBe(expected);
});

test.each([
  ["Bearer abc.def", "Bearer REDACTED-token-1"],
  ["opaque-value", "REDACTED-token-1"],
  ["Negotiate YIIabc==", "Negotiate REDACTED-token-1"],
  ["token ghp_abcdefghijkl", "token ghp_REDACTED-token-1"],
  [`Basic ${btoa("admin:s3cr3t-pw")}`, "Basic REDACTED-password-1"],
  [`Basic ${btoa("sk_live_abcdefghi:")}`, "Basic sk_live_REDACTED-token-1"],
  ["Basic !!!", "Basic REDACTED-password-1"],
  [
    'Digest username="u", realm="r", nonce="n1n1n1", uri="/x", response="abc123", qop=auth, cnonce="c1", opaque="a\\"b"',
    'Digest username="u", realm="r", nonce="REDACTED-signature-1", uri="/x", response="REDACTED-signature-2", qop=auth, cnonce="REDACTED-signature-3", opaque="REDACTED-signature-4"',
  ],
  [
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=fe5f80",
    "AWS4-HMAC-SHA256 Credential=REDACTED-key-1/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=REDACTED-signature-1",
  ],
])("the scheme stays: Authorization: %s", (value, expected) => {
  expect(redactHeader("Authorization", value)).toBe(expected);
  expect(redactHeader("proxy-authorization", value)).toBe(expected);
});

test.each([
  ["WWW-Authenticate", 'Digest realm="r", nonce="abcdef"', 'Digest realm="r", nonce="REDACTED-signature-1"'],
  ["Proxy-Authenticate", 'Digest realm="r", opaque="abcdef"', 'Digest realm="r", opaque="REDACTED-signature-1"'],
  ["Authentication-Info", 'nextnonce="abc", qop=auth', 'nextnonce="REDACTED-signature-1", qop=auth'],
])("the challenge of a server: %s: %s", (name, value, expected) => {
  expect(redactHeader(name, value)).toBe(expected);
});

test.each([
  ["Cookie", "sid=abc123; theme=dark; empty=", "sid=REDACTED-cookie-1; theme=REDACTED-cookie-2; empty="],
  ["Cookie", 'a="abc123"; b=abc123; bare', 'a="REDACTED-cookie-1"; b=REDACTED-cookie-1; REDACTED-cookie-2'],
  ["Cookie", "a=x=y==; n=1", "a=REDACTED-cookie-1; n=REDACTED-cookie-2"],
  [
    "Set-Cookie",
    "sid=abc123; Path=/; HttpOnly; Expires=Mon, 23 Nov 2026 10:00:00 GMT",
    "sid=REDACTED-cookie-1; Path=/; HttpOnly; Expires=Mon, 23 Nov 2026 10:00:00 GMT",
  ],
  ["set-cookie", "sid=abc123", "sid=REDACTED-cookie-1"],
])("names and attributes of cookies stay: %s: %s", (name, value, expected) => {
  expect(redactHeader(name, value)).toBe(expected);
});

test.each([
  [
    "Location",
    "https://me:pass-word@h/cb?code=abcdef&redirect_uri=x",
    "https://REDACTED-user-1:REDACTED-password-1@h/cb?code=REDACTED-code-1&redirect_uri=x",
  ],
  ["Location", "/cb#id_token=abcdef&x=1", "/cb#id_token=REDACTED-token-1&x=1"],
  ["Location", "cb?token=abcdef", "cb?token=REDACTED-token-1"],
  ["Content-Location", "/x?api_key=abcdef", "/x?api_key=REDACTED-key-1"],
  ["Referer", "/x?sig=abcdef", "/x?sig=REDACTED-signature-1"],
  ["Destination", "/x?sig=abcdef", "/x?sig=REDACTED-signature-1"],
  ["X-Original-URL", "/x?sig=abcdef", "/x?sig=REDACTED-signature-1"],
  ["X-Original-URI", "/x?sig=abcdef", "/x?sig=REDACTED-signature-1"],
  ["Link", "</?token=abcdef>", "</?token=REDACTED-token-1>"],
  ["Origin", "http://me:pass-word@h", "http://REDACTED-user-1:REDACTED-password-1@h"],
  ["Refresh", "0; url=/x?token=abcdef", "0; url=/x?token=REDACTED-token-1"],
  [
    "Link",
    '<https://h/?access_token=abcdef>; rel="next", </?token=ghijkl>;rel="last"',
    '<https://h/?access_token=REDACTED-token-1>; rel="next", </?token=REDACTED-token-2>;rel="last"',
  ],
  ["X-Unheard-Of", "see http://h/?token=abcdef", "see http://h/?token=REDACTED-token-1"],
])("a URL in a header: %s: %s", (name, value, expected) => {
  expect(redactHeader(name, value)).toBe(expected);
});

test.each([
  ["Date", "Mon, 23 Nov 2026 10:00:00 GMT"],
  ["ETag", '"33a64df551425fcc55e4d42a148795d9f25f89d4"'],
  ["x-openstack-request-id", "req-a016d11c-0b5a-44ce-9cc1-a49706586120"],
  ["Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="],
  ["Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="],
  ["Sec-WebSocket-Protocol", "graphql-transport-ws"],
  ["Idempotency-Key", "8e03978e-40d5-43dd-bc93-6894a57f9324"],
  ["X-Idempotency-Key", "abcdefghij"],
  ["Surrogate-Key", "abcdefghij"],
  ["Cache-Key", "abcdefghij"],
  ["X-Cache-Key", "abcdefghij"],
  ["X-Next-Page-Token", "abcdefghij"],
  ["X-MS-Continuation-Token", "abcdefghij"],
  ["WWW-Authenticate", "Keystone uri=http://127.0.0.1/identity"],
  ["Location", "http://127.0.0.1/v2/images?limit=20&marker=abc"],
  ["Vary", "X-Auth-Token"],
  ["X-Auth-Token", ""],
])("%s: %s stays", (name, value) => {
  expect(redactHeader(name, value)).toBe(value);
});

test("HTTP/2 sends the URL as fields: they are masked as a URL, and not by their format", () => {
  const path = "/image.v1.Images/ListZonesOfRegion9";
  const url = `http://images.example${path}?token=hunter2xyz`;
  const fields = [
    ":method",
    "GET",
    ":authority",
    "a1b2c3d4e5f6g7h8.images.example",
    ":path",
    `${path}?token=hunter2xyz`,
  ];
  const [exchange] = redact(anExchange({ url, requestHeaders: fields }));
  expect(exchange?.url).toBe(`http://images.example${path}?token=REDACTED-token-1`);
  expect(exchange?.requestHeaders).toEqual([...fields.slice(0, 5), `${path}?token=REDACTED-token-1`]);
});

test.each(["X-Request-Id", "ETag", "X-Ref"])("a wallet's key is found by its checksum in %s too", (name) => {
  expect(redactHeader(name, "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ")).toBe("REDACTED-key-1");
});
