import { describe, expect, test } from "vitest";

import { createRedactor } from "../../../src/redact/redactor.ts";
import { anExchange } from "../../helpers/an-exchange.ts";
import { aBody } from "../redact.ts";

function redact(text: string, mimeType: string): string {
  const exchange = anExchange({ responseBody: aBody(text, mimeType) });
  createRedactor().redactExchange(exchange);
  return exchange.responseBody?.text ?? "";
}

describe("codes in sentences", () => {
  test.each([
    "Use token kabcdefghij9abcdz to log in",
    "Enter code 482913 to verify your account",
    "Your OTP is 482913",
    "OTP: 482913",
    "Your one time password is 482913",
    "G-482913 is your Google verification code.",
    "482913 is your verification code",
    "Your code is 482913",
    "Use 482913 as your login code",
    "Use OTP 482913 to complete your login. Do not share.",
    "Your 2FA code is 482913",
    "Your verification code for Acme is 482913",
    "Sign in with token kabcdefghij9abcdz",
    "Your verification code is:\n\n482913",
    "<p>Your verification code is <strong>482913</strong></p>",
    "<b>482913</b> is your Acme code",
    "Use **482913** as your login code",
    'Enter code "482913" to continue and sign in',
    "Your code is 482913 secondary factors are safer",
  ])("%s", (text) => {
    expect(redact(text, "text/plain")).not.toMatch(/482913|kabcdefghij9abcdz/);
    expect(redact(JSON.stringify({ id: 1, message: text }), "application/json")).not.toMatch(
      /482913|kabcdefghij9abcdz/,
    );
  });

  test.each([
    "Error code is 100234",
    "Your zip code is 94107",
    "123456 is your account number",
    "Use code SUMMER2026 for 10% off",
    "Your session token: 3600 seconds",
    "Erlang/OTP 26.2.1",
    "Use token oauth2 to authenticate",
    "Your password is 1234 days old",
    "Use code 404 for missing pages",
  ])("%s, which stays", (text) => {
    expect(redact(text, "text/plain")).toBe(text);
    const json = JSON.stringify({ id: 1, message: text });
    expect(redact(json, "application/json")).toBe(json);
  });
});
