import { expect, test } from "vitest";

import { scanText } from "../../src/redact/scan/scan-text.ts";
import { redactBody, redactUrl } from "./redact.ts";

/** Text that a rule must keep or mask, and a secret or a harmless value that looks similar. */
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
  ['{"QPSK":"12.5dB","dqpsk":"x12ab3c9","8-PSK":"x12ab3c9"}', true],
  ['{"snr_8psk":"3/4-pilot"}', true],
  ['{"protocols":{"WPA-PSK":"CCMP","ECDHE-PSK":"x12ab3c9"}}', true],
  ['{"tls-psk":"TLS_PSK_WITH_AES_128","wpa_psk":"TKIP"}', true],
  ['{"max_psk":5000,"has_psk":"enabled","usePsk":"enabled"}', true],
  ['{"tls_psk":"k3f9dk2lq8"}', false],
  ['{"wifiPsk":"k3f9dk2lq8"}', false],
  ['{"wpa2psk":"k3f9dk2lq8"}', false],
  ['{"wifi_5g_psk":"k3f9dk2lq8"}', false],
  ['{"vlan10_psk":"k3f9dk2lq8"}', false],
  ['{"wifi5GPsk":"k3f9dk2lq8"}', false],
  ['{"guestpsk":"k3f9dk2lq8"}', false],
  ['{"ikev2psk":"k3f9dk2lq8"}', false],
  ['{"OFFICE_PSK":"k3f9dk2lq8"}', false],
  [`{"a":"/p/${"0123456789abcdef".repeat(4)}/reviews","b":"/n/5"}`, true],
  [`{"a":"/p/${"0123456789abcdef".repeat(4)}/n/ns/b/bucket/o/x","b":"/n/5"}`, false],
])("%s is shown: %s", (body, isShown) => {
  const masked = redactBody(body) ?? "";
  expect(masked === body).toBe(isShown);
  expect(scanText(masked)).toEqual([]);
});

test.each([
  [`http://h/p/${"aB3-x7_Q".repeat(8)}/n/ns/b/bucket/o/x`, false],
  [`http://h/p/${"aB3-x7_Q".repeat(8)}/reviews`, true],
  ["http://h/login?id=1&auth_date=1790000000&hash=5d41402abc4b2a76", false],
  ["http://h/login?query_id=1&auth_date=1790000000&hash=5d41402abc4b2a76", false],
  ["http://h/files?id=1&hash=5d41402abc4b2a76", true],
  ["http://h/files?id=1&xauth_date=1790000000&hash=5d41402abc4b2a76", true],
  ["http://h/files?auth_date=1790000000&invoice=7&hash=5d41402abc4b2a76", true],
])("%s is shown: %s", (url, isShown) => expect(redactUrl(url) === url).toBe(isShown));
