import { expect, test } from "vitest";

import { scanText } from "../../src/redact/scan/scan-text.ts";
import { redactBody, redactUrl } from "./redact.ts";

/** What a rule shows or masks, and a secret or a harmless value that looks much like it. */
test.each([
  ['{"token":" Hello","logprob":-0.3}', true],
  ['{"token": " Hello",\n      "logprob": -0.3}', true],
  ['{"token":"abc12345","x":1,"logprob":-0.3}', false],
  ['{"access_token":"abc12345","logprob":-0.3}', false],
  ['{"sid":"SM1f0e8ae6ade43cb3c0ce4525424e404f"}', true],
  ['{"sid":"1f0e8ae6ade43cb3c0ce4525424e404fab"}', false],
  ['{"sid":"SM1F0E8AE6ADE43CB3C0CE4525424E404F"}', false],
  ['{"auth_token":"SM1f0e8ae6ade43cb3c0ce4525424e404f"}', false],
  ['{"faq":{"question":"how?","answer":"Rex 12"}}', true],
  ['{"security_question":{"question":"pet?","answer":"Rex"}}', false],
  ['{"routing_key":"orders.created"}', true],
  ['{"routing_key":"5d41402abc4b2a76b9719d911017c592"}', false],
  ['{"AccessorID":"b780e702","SecretID":"b780e702-98ce-521f-2e5f-c6b87de05b24"}', false],
  ['{"SecretID":"prod/db-1","VersionId":"v1"}', true],
  ['{"macro":"{$SNMP.TIMEOUT}","value":"15minutes4"}', true],
  ['{"macro":"{$DB.PASSWORD:prod}","value":"15minutes4"}', false],
  ['{"results":{"first":"k3f9Dk2LmQ0xZ"}}', true],
  ['{"prf":{"results":{"first":"k3f9Dk2LmQ0xZ"}}}', false],
  ['{"overpass":"A2","underpass":"B3"}', true],
  ['{"userpass":"A2345678"}', false],
])("%s is shown: %s", (body, isShown) => {
  const masked = redactBody(body) ?? "";
  expect(masked === body).toBe(isShown);
  expect(scanText(masked)).toEqual([]);
});

test.each([
  [`http://h/p/${"aB3-x7_Q".repeat(8)}/n/ns/b/bucket/o/x`, false],
  [`http://h/p/${"aB3-x7_Q".repeat(8)}/reviews`, true],
  ["http://h/login?id=1&auth_date=1790000000&hash=5d41402abc4b2a76", false],
  ["http://h/files?id=1&hash=5d41402abc4b2a76", true],
])("%s is shown: %s", (url, isShown) => expect(redactUrl(url) === url).toBe(isShown));

test.each([
  "Recovery codes:\n\n- abcd1-efgh2\n- zz9yy-12345\n",
  "Your backup codes\n12345678 23456789\n34567890 45678901\n",
  "## Recovery codes for joe\n 1. k3f9dk2l\n 2. zz9yy123\n",
])("each code of %j is masked", (text) => {
  const masked = redactBody(text, "text/plain") ?? "";
  expect(masked).not.toMatch(/\w{3}\d\b|\d{5}|k3f9/);
  expect(scanText(masked)).toEqual([]);
});

test.each([
  "Error codes:\n1. E12345\n2. E45678\n",
  "Recovery codes are shown once.\nSee section 12 of guide2026 for more.\n",
  "One-time codes\nwere sent in 2026 to 12345 people.\n",
])("%j stays", (text) => expect(redactBody(text, "text/plain")).toBe(text));
