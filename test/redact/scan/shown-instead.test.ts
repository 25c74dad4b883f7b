import { expect, test } from "vitest";

import { scanText } from "../../../src/redact/scan/scan-text.ts";

test.each([
  [
    "a variable as the content of a key",
    "-----BEGIN RSA PRIVATE KEY-----\n  {{key_1}}\n  -----END RSA PRIVATE KEY-----\n",
  ],
  ["the same in a form", "content=-----BEGIN+RSA+PRIVATE+KEY-----%0A++{{key_1}}%0A++-----END+RSA+PRIVATE+KEY-----%0A"],
  ["a variable behind a scheme", '{"authorization":"Basic {{password_1}}"}'],
  ["the same in a collection", String.raw`{"value":"{\"authorization\":\"Bearer {{token_1}}\"}"}`],
  ["a word in front of what has capitals", '{"text":"Deleted token jenkins2github"},"redirectURL":""}'],
])("%s is no secret", (_what, text) => {
  expect(scanText(text)).toEqual([]);
});

test.each([
  ["a word that is no scheme", '{"authorization":"s3cr3tPassw0rd {{password_1}}"}'],
  ["what looks random behind a word", '{"text":"Deleted token jenkins2Github7"},"redirectURL":""}'],
])("%s is found", (_what, text) => {
  expect(scanText(text)).toHaveLength(1);
});
