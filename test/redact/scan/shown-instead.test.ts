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
  [
    "the name of a variable in a collection",
    '{"key":"f0qfne0emk_execute_api_us_west_2_amazona","value":"https://f0qfne0emk.execute-api.us-west-2.amazonaws.com"}',
  ],
  ["one that has a number", '{"variable":[{"value":"https://mts0.example.com","key":"mts0_region1_example_com_url"}]}'],
  ["a word in front of what has capitals", '{"text":"Deleted token jenkins2github"},"redirectURL":""}'],
])("%s is no secret", (_what, text) => {
  expect(scanText(text)).toEqual([]);
});

test.each([
  ["a word that is no scheme", '{"authorization":"s3cr3tPassw0rd {{password_1}}"}'],
  [
    "a key that is not the name of a value",
    '{"key":"f0qfne0emk_execute_api_us_west_2_amazona","url":"https://a.example"}',
  ],
  ["a key beside a value", '{"key":"q8Zx7Lw2Rt5Yk1Np9Vb4Mc6","value":"production"}'],
  ["a long key beside a value", '{"key":"4f9d_q8zx7lw2rt5yk1np9vb4","value":"production"}'],
  ["what looks random behind a word", '{"text":"Deleted token jenkins2Github7"},"redirectURL":""}'],
])("%s is found", (_what, text) => {
  expect(scanText(text)).toHaveLength(1);
});
