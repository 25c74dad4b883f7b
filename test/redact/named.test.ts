import { describe, expect, test } from "vitest";

import { findNamed } from "../../src/redact/places/named.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { redact, redactBody } from "./redact.ts";
const secretsIn = (text: string): readonly string[] => findNamed(text).map(({ start, end }) => text.slice(start, end));

describe("names within values", () => {
  test("a harmless name does not hide the name of a secret", () => {
    expect(secretsIn("failed:of:password=hunter2xyz")).toContain("hunter2xyz");
    expect(secretsIn(`${"of:".repeat(250)}password=hunter2xyz`)).toContain("hunter2xyz");
  });

  test.each(["pass=", "pass:", "cookie:", "of=", "\\"])(
    "a long run of %s hides no name before it, and does not make a test time out",
    (piece) => {
      expect(secretsIn(`token=abc123xyz\n${piece.repeat(200_000 / piece.length)}x`)).toContain("abc123xyz");
    },
  );

  test("if there are too many names to check, everything after them is masked", () => {
    expect(secretsIn(`${"of=".repeat(2000)}password=hunter2xyz`).join("")).toContain("hunter2xyz");
  });
});

describe("Authorization in a text", () => {
  test.each([
    "EG1-HMAC-SHA256 REDACTED-token-1",
    'EG1-HMAC-SHA256 "$TOKEN_1"',
    "Acme2-V4-Sign {{token_1}}",
    "AWS4-HMAC-SHA256 Credential=AKIA{{key_1}}/20261129/eu/s3/aws4_request, SignedHeaders=host, Signature={{signature_1}}",
    String.raw`Acme2-V4-Sign\u{20}{{token_1}}`,
  ])("%s: the scheme before masked credentials is no secret", (value) => {
    expect(secretsIn(`Authorization: ${value}`)).toEqual([]);
  });

  test.each([
    ["k7Dq9xYz2LmN\nREDACTED-token-1", "an alias in the next line"],
    ["k7Dq9xYz2LmN' $TOKEN_1", "an alias after a quote"],
    ["k7Dq9xYz2LmN ${BASE_2}/x", "a variable that stands for no secret"],
    ["k7Dq9xYz2LmN REDACTED-token-1", "an alias, as no scheme looks so"],
  ])("%j: before %s, it may be one", (value) => {
    expect(secretsIn(`curl -H 'Authorization: ${value}`)).toContain("k7Dq9xYz2LmN");
  });

  test("is recognized by the format of a scheme where it is recorded, too", () => {
    const [exchange] = redact(anExchange({ requestHeaders: ["Authorization", "s3cr3t k7Dq9xYz2LmN"] }));
    expect(JSON.stringify(exchange)).not.toMatch(/s3cr3t|k7Dq9/);
    expect(secretsIn("Authorization: s3cr3t REDACTED-token-1")).toEqual(["s3cr3t"]);
  });

  test("the same word alone may be one", () => {
    expect(secretsIn("Authorization: k7Dq9xYz2LmN and more")).toEqual(["k7Dq9xYz2LmN"]);
  });
});

test("a session, and the two keys of an account, are masked in hexadecimal digits too; names of columns and of sessions stay", () => {
  const hex = "6bdf1f292c3419d77fc78e91bfbae1f7";
  const masked = redactBody(
    JSON.stringify({ primaryKey: `${hex}${hex}`, secondaryKey: hex, session: "kz76fg95e6x99vt2z" }),
  );
  expect(masked).toBe('{"primaryKey":"REDACTED-key-1","secondaryKey":"REDACTED-key-2","session":"REDACTED-key-3"}');
  const plain = '{"primaryKey":"orders2_pkey","secondaryKey":"created_at","session":"morning2026"}';
  expect(redactBody(plain)).toBe(plain);
});

test.each([
  [
    "a password that begins with an equals sign",
    () => redactBody("user=joe&password=%3DT%21r0ub4dor99xQ&a=1", FORM),
    "T%21r0ub4dor99xQ",
  ],
  ["the same, after one letter", () => redactBody("user=joe&password=%3Da-9fK2xx77Qpp&a=1", FORM), "9fK2xx77Qpp"],
  ["a password in angle brackets", () => redactBody('{"password":"<Tr0ub4dor-3xyz>"}'), "Tr0ub4dor"],
  [
    "a password behind a resource name",
    () => redactBody("urn:acme:db:password:hunter2Xq9zzT77", "text/plain"),
    "hunter2Xq9zzT77",
  ],
])("%s is masked", (_what, toMasked, value) => {
  expect(toMasked()).toContain("REDACTED-");
  expect(toMasked()).not.toContain(value);
});

const FORM = "application/x-www-form-urlencoded";
