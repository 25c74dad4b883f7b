import { expect, test } from "vitest";

import { scanText } from "../../../src/redact/scan/scan-text.ts";
import { redactBody } from "../redact.ts";

/** As many codes as services return, and more. */
const CODES = Array.from({ length: 40 }, (_, index) => `a1b2c3d4e5f6${1000 + index}`);

test.each([
  ["Recovery codes:\n\n- abcd1-efgh2\n- zz9yy-12345\n", 2],
  ["Your backup codes\n12345678 23456789\n34567890 45678901\n", 4],
  ["## Recovery codes for joe\n 1. k3f9dk2l\n 2. zz9yy123\n", 2],
  ["Recovery codes\nk3f9dk2l\nabcdefgh\nzz9yy123\n", 3],
  ["Recovery codes\r\nk3f9dk2l\r\nzz9yy1", 2],
  ["Your backup codes:\nk3j9x2m1\nq8w7e6r5t\nz1x2c3v4b\n", 3],
  ["Recovery code:\nABCD-1234-EFGH\n", 1],
  ["Recovery codes:\nBK-1A2B-3C4D\nBK-9Z8Y-7X6W\n", 2],
  [`Recovery codes\n\n${CODES.join("\n")}\n`, 40],
  [`${"no code\n".repeat(500)}Recovery codes\n\n${CODES.slice(0, 16).join("\n")}\n`, 16],
])("each code of %j is masked", (text, count) => {
  const masked = redactBody(text, "text/plain") ?? "";
  expect(new Set(masked.match(/REDACTED-password-\d+/g)).size).toBe(count);
  const left = masked.replaceAll(/REDACTED-password-\d+/g, "");
  expect(left).not.toMatch(/BK-|\w{3}\d\b|\d{5}|k3f9|abcdefgh|zz9/);
  expect(scanText(masked)).toEqual([]);
});

test.each([
  "Error codes:\n1. E12345\n2. E45678\n",
  "Recovery codes are shown once.\nSee section 12 of guide2026 for more.\n",
  "One-time codes\nwere sent in 2026 to 12345 people.\n",
  "How to use recovery codes\nChapter2\nsection-14\n",
  "GET /backup codes\nHTTP2\nreq-5d41402a\n",
  "GET /backup codes\nreq-5d41402a\nreq-6e51402b\n",
  "Backup code is used\nstep1\nstep2\nphase3 node-1\n",
  "Backup codes:\n2026-11-30\n2026-12-01\n",
  "Backup codes:\nserver01\nserver02\n",
  "GET /backup codes now\nBK-1A2B-3C4D\nBK-9Z8Y-7X6W\n",
  "Backup codes:\nreq-5d41402a\nreq-6e51402b\n",
  `About recovery codes\nsee below.\n${"0123456789abcdef0123456789abcdef\n".repeat(20)}`,
])("%j stays", (text) => {
  expect(redactBody(text, "text/plain")).toBe(text);
  expect(scanText(text)).toEqual([]);
});

test.each([
  ['{"backup_codes":["BK-1A2B-3C4D","BK-9Z8Y-7X6W"]}', 2],
  ['{"backupCodes":[{"code":"BK-1A2B-3C4D","used":false}]}', 1],
  ['{"scratch_codes":["48213377","48213378"]}', 2],
  ['{"rescueCodes":["BK-1A2B-3C4D"]}', 1],
])("each code of %s is masked", (json, count) => {
  const masked = redactBody(json) ?? "";
  expect(masked.match(/REDACTED-password-\d/g)).toHaveLength(count);
  expect(masked).not.toMatch(/BK-|4821/);
  expect(scanText(masked)).toEqual([]);
});
