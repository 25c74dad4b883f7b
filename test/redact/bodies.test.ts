import { describe, expect, test } from "vitest";

import { anExchange } from "../helpers/an-exchange.ts";
import { createRandom } from "../secrets/random.ts";
import { aBody, redact, redactBody } from "./redact.ts";

const CLASS_OF_NAME: Readonly<Record<string, readonly string[]>> = {
  password: (
    "password passwd pwd pass passphrase passcode pin otp mfa totp adminPass admin_password original_password " +
    "OS_PASSWORD user.password key-passphrase old_passwd"
  ).split(" "),
  token: (
    "token access_token refreshToken id_token authToken session_token csrf_token csrf xsrf authorization auth jwt " +
    "assertion client_assertion SAMLRequest SAMLResponse RelayState sas_token"
  ).split(" "),
  cookie: "sessionid session_id sid PHPSESSID JSESSIONID connect.sid".split(" "),
  key: (
    "apikey api_key x-api-key access_key secret_key secret_access_key AWSAccessKeyId private_key ssh_key fernet_key " +
    "ssl_key encrypted_key"
  ).split(" "),
  secret: (
    "secret client_secret app_secret code_verifier credential credentials user_data personality config_drive " +
    "connection_string webhook_url cvv cvc card_number iban ssn"
  ).split(" "),
  signature: "signature sig hmac".split(" "),
};

describe("JSON", () => {
  test.each(Object.entries(CLASS_OF_NAME).flatMap(([kind, names]) => names.map((name) => [name, kind])))(
    "%s is a %s",
    (name, kind) => {
      expect(redactBody(`{"a":[{"${name}":"abcdef"}]}`)).toBe(`{"a":[{"${name}":"REDACTED-${kind}-1"}]}`);
    },
  );

  test.each([
    ['{ "password" : "abc" }', '{ "password" : "REDACTED-password-1" }'],
    ['{"a":{"clientSecret":"abc\\"def"}}', '{"a":{"clientSecret":"REDACTED-secret-1"}}'],
    [
      '{"tokens":1,"refresh_token":["abc","def"]}',
      '{"tokens":1,"refresh_token":["REDACTED-token-1","REDACTED-token-2"]}',
    ],
    ['{"pin":123456,"n":1.0}', '{"pin":"REDACTED-password-1","n":1.0}'],
    ['{"cvv":123}', '{"cvv":"REDACTED-secret-1"}'],
    ['{"pass\\u0077ord":"abcdef"}', '{"pass\\u0077ord":"REDACTED-password-1"}'],
    ['{"auth":{"identity":{"token":{"id":"abcdef"}}}}', '{"auth":{"identity":{"token":{"id":"REDACTED-token-1"}}}}'],
    ['{"access":{"token":{"id":"abcdef"}}}', '{"access":{"token":{"id":"REDACTED-token-1"}}}'],
    ['{"api":{"key":"live/9x8c7v6b5n4m3k2j1h0g"}}', '{"api":{"key":"REDACTED-key-1"}}'],
    ['{"key":"a8F3kd92LmQ0pX7vB1nZ5c"}', '{"key":"REDACTED-key-1"}'],
    [
      '{"code":"abcdef","grant_type":"authorization_code"}',
      '{"code":"REDACTED-code-1","grant_type":"authorization_code"}',
    ],
    ['{"code":"4/0AbUR2VM","state":"xyz"}', '{"code":"REDACTED-code-1","state":"xyz"}'],
    ['{"token":"abcdef"}\n{"token":"ghijkl"}\n', '{"token":"REDACTED-token-1"}\n{"token":"REDACTED-token-2"}\n'],
  ])("%s", (text, expected) => {
    expect(redactBody(text)).toBe(expected);
  });

  test("of bytes that the limit cut stay, whatever their base64 ends with", () => {
    const random = createRandom("an image");
    for (let size = 40; size < 140; size += 1) {
      const bytes = Buffer.from(Array.from({ length: size }, () => random.below(256)));
      expect(redactCutBytes(bytes)).toBe(bytes.toString("base64"));
    }
  });

  test.each([
    ["a token", "kT9wex9o0fp97oQz1"],
    ["a password with umlauts", "pässwörd-of-joe-1"],
    ["a key of a known format", `AKIA${"ABCD2345".repeat(2)}`],
  ])("of bytes that the limit cut within a secret end before it: %s", (_name, secret) => {
    const before = Buffer.concat([Buffer.from([0x89, 0x50, 0xff, 0xfe, 0]), Buffer.from("ends with ")]);
    const text = Buffer.from(
      redactCutBytes(Buffer.concat([before, Buffer.from(secret).subarray(0, 12)]), secret),
      "base64",
    );
    expect(text.subarray(0, before.byteLength)).toEqual(before);
    expect(text.subarray(before.byteLength).toString()).toBe("*".repeat(12));
  });

  test("that the limit cut", () => {
    const cut = { ...aBody('[{"user":{"secret":"abcdef'), sha256: "0".repeat(64) };
    const [exchange] = redact(anExchange({ responseBody: cut }));
    expect(exchange?.responseBody?.text).toBe('[{"user":{"secret":"REDACTED-secret-1');
  });

  test.each([
    '{"token":{"methods":["password"],"expires_at":"2026-11-23T10:00:00Z","user":{"password_expires_at":null}}}',
    '{"token_type":"Bearer","expires_in":3600,"author":"me","authority":"x","public_key":"ssh-rsa AAAA","key_name":"mine"}',
    '{"key":"color","code":404,"state":"ACTIVE","message":"wrong password"}',
    '{"error":{"code":"a8F3kd92LmQ0"},"client":{"client_id":"me","state":"ACTIVE"}}',
    '{"code":"invalid_client","client_id":"me"}',
    '{"id":"9faa6fd5-b254-4184-80c0-66b7c062315e","os_hash_value":"df88bac2791254f68941229792539621516bd480"}',
    '{"password":"","secret":null,"token":true,"api_key":false,"use_token":"true","max_token":100,"user_token":"****"}',
    '{"page_token":"abcdefghij","next_page_token":"abcdefghij","previousPageToken":"abcdefghij","prevPageToken":"abcdefghij"}',
    '{"nextToken":"abcdefghij","continuation_token":"abcdefghij","sync_token":"abcdefghij","nextSyncToken":"abcdefghij"}',
    '{"token_endpoint":"http://host/token","jwks":{"keys":[{"kid":"abcdefghij","kty":"RSA","n":"abcdefghij","e":"AQAB"}]}}',
  ])("%s stays", (text) => {
    expect(redactBody(text)).toBe(text);
  });

  test("whatever the service calls it", () => {
    expect(redactBody(' [{"token":"abcdef"}]', "text/plain")).toBe(' [{"token":"REDACTED-token-1"}]');
    expect(redactBody('for(;;);{"token":"abcdef"}')).toBe('for(;;);{"token":"REDACTED-token-1"}');
  });
});

describe("a form", () => {
  test("keeps its other fields as they are written", () => {
    expect(redactBody("user=a+b&password=p%40ss+word&x=%20", "application/x-www-form-urlencoded; charset=utf-8")).toBe(
      "user=a+b&password=REDACTED-password-1&x=%20",
    );
  });

  test("gives away no short field either", () => {
    expect(redactBody("pin=1234&sid=abc", "application/x-www-form-urlencoded")).toBe(
      "pin=REDACTED-password-1&sid=REDACTED-cookie-1",
    );
  });
});

test("multipart: a field by its name, a file too", () => {
  const part = (name: string, value: string, file = ""): string =>
    `--XX\r\nContent-Disposition: form-data; name=${name}${file}\r\n\r\n${value}\r\n`;
  const text = (secret: string): string =>
    `${part('"user"', "me")}${part('"password"', secret)}${part("pin", secret)}${part('"token"', secret, '; filename="token"')}${part('"f"', "a=b", '; filename="token.txt"')}--XX--\r\n`;
  expect(redactBody(text("abcdef"), 'multipart/form-data; boundary="XX"')).toBe(text("REDACTED-password-1"));
});

test("base64 stays, and so do the sizes that were on the wire", () => {
  const binary = { ...aBody(btoa("\x89PNG\r\n\x1a\n\0\x01\x02\xff")), base64: true };
  const json = aBody('{"token":"abcdef"}');
  const [exchange] = redact(anExchange({ requestBody: { ...binary }, responseBody: { ...json } }));
  expect(exchange?.requestBody).toEqual(binary);
  expect(exchange?.responseBody).toEqual({ ...json, text: '{"token":"REDACTED-token-1"}' });
});

/** The rest of the beginning of an image, in an exchange with a secret. */
function redactCutBytes(bytes: Buffer, secret = "kT9wex9o0fp97oQz1"): string {
  const body = { ...aBody(bytes.toString("base64"), "image/png"), base64: true, sha256: "0".repeat(64) };
  const [exchange] = redact(anExchange({ requestHeaders: ["X-Auth-Token", secret], responseBody: body }));
  return exchange?.responseBody?.text ?? "";
}
