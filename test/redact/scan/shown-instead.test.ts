import { describe, expect, test } from "vitest";

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
  [
    "one that has a number",
    '{"variable":[{"value":"https://mts0.region1.example.com","key":"mts0_region1_example_com_url"}]}',
  ],
  [
    "a part of a text in a model's response",
    String.raw`{"content":"{\n  \"token\": \"Hello123x\",\n  \"logprob\": -0.3\n}"}`,
  ],
  ["a word in front of what has capitals", '{"text":"Deleted token jenkins2github"},"redirectURL":""}'],
])("%s is not a secret", (_what, text) => {
  expect(scanText(text)).toEqual([]);
});

test.each([
  ["a word that is no scheme", '{"authorization":"s3cr3tPassw0rd {{password_1}}"}'],
  [
    "a key that is not the name of a value",
    '{"key":"f0qfne0emk_execute_api_us_west_2_amazona","url":"https://a.example"}',
  ],
  [
    "a key of several parts beside a value",
    '{"key":"3ax6xnjp29jd6fds4gc373sgvjxteol0_b6d183ad_f3a9c2d1","value":true}',
  ],
  ["one beside the URL of another host", '{"key":"k3f9dk2l_mq0xz8shd7_w6e5r4tq1w2","value":"https://api.example.com"}'],
  ["one beside a word", '{"api_keys":[{"key":"k3f9dk2l_mq0xz8shd7_w6e5r4tq1w2","value":"read"}]}'],
  ["a key beside a value", '{"key":"q8Zx7Lw2Rt5Yk1Np9Vb4Mc6","value":"production"}'],
  ["a long key beside a value", '{"key":"4f9d_q8zx7lw2rt5yk1np9vb4","value":"production"}'],
  ["what looks random behind a word", '{"text":"Deleted token jenkins2Github7"},"redirectURL":""}'],
])("%s is found", (_what, text) => {
  expect(scanText(text)).toHaveLength(1);
});

const TOKEN = "gAAAAABjmQ2DBOk_vl8aIernRwlZm4DP5YH8dtnBIFTzMKjXDygQNIjUSYouzqk3hFjMBh5Dr0E9XqM4Bj8S7O0a7TqW2";

describe("a few characters of a long token that an author left before an ellipsis are not a secret", () => {
  const left = TOKEN.slice(0, 16);
  test.each(["...", "…", "(...생략...)_tail", "[…]", "[...]", " ...", String.raw`\u2026`])("%s", (ellipsis) => {
    expect(scanText(`${left}${ellipsis}`)).toEqual([]);
    expect(scanText(`X-Auth-Token: ${left}${ellipsis} and more`)).toEqual([]);
  });

  test.each([
    ["all of it", `${TOKEN}...`],
    ["all of it, named", `X-Auth-Token: ${TOKEN}…`],
    ["a third of it", `${TOKEN.slice(0, 34)}...`],
    ["a few characters without an ellipsis", `${left} and more`],
    ["the end of a sentence", `It was ${TOKEN.slice(0, 16)}. And more`],
    ["most of a short key", "AKIA2345678901AB... and more"],
    ["half of a short token", "ghp_Zk3xQ9vLm2Rt8WbYc5... and more"],
    ["a password", "password: hunter2x(...)"],
    ["what follows the ellipsis in the same value", `x "token": "${left}&hellip;k3f9Dk2LmQ0xZ"`],
  ])("%s is found", (_what, text) => {
    expect(scanText(text)).toHaveLength(1);
  });
});
