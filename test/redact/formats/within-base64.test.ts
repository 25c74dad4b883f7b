import { createHash } from "node:crypto";

import { expect, test } from "vitest";

import { findFormats } from "../../../src/redact/formats/find-formats.ts";
import { isWithinBase64 } from "../../../src/redact/formats/within-base64.ts";

const TOKEN =
  "EAAZU78RimIKoClHyggvrfQSuS1CzWLfdsYXMgriIRZPgzL8ond1wAVlXx1REZGQGrMzOgo7PTZ6YgAlReAhYfIECmIEwwf04DBIY15Qb34FLV0tEo";

/** This many bytes, the same each time. */
function base64Of(bytes: number): string {
  const blocks = Array.from({ length: Math.ceil(bytes / 64) }, (_, index) =>
    createHash("sha512").update(String(index)).digest(),
  );
  return Buffer.concat(blocks).subarray(0, bytes).toString("base64");
}

test("text like a token after a plus sign of an image in base64 is not one", () => {
  expect(findFormats(TOKEN)).toHaveLength(1);
  expect(findFormats(`${base64Of(3000)}+${TOKEN}/${base64Of(3000)}`)).toEqual([]);
  expect(findFormats(`${base64Of(3000)}+${TOKEN}`)).toEqual([]);
  expect(findFormats(`{"image":"${base64Of(3000)}/${TOKEN}"}`)).toEqual([]);
});

test.each([
  ["beside base64, not in it", `${base64Of(3000)} ${TOKEN}`],
  ["in a short run", `${base64Of(30)}/${TOKEN}`],
  ["in a long path", `/${"images/Details2/".repeat(60)}${TOKEN}`],
  ["in a long form", `q=${"words+of+Text4+".repeat(60)}${TOKEN}`],
  ["alone on its line", `${base64Of(3000)}\n${TOKEN}\n${base64Of(3000)}`],
  ["of all that is beside it", `/${TOKEN.repeat(6)}+`],
  ["as a key, whatever is next to it", `-----BEGIN PRIVATE KEY-----${base64Of(1200)}-----END PRIVATE KEY-----n`],
])("a token is found %s", (_place, text) => {
  expect(findFormats(text)).toHaveLength(1);
});

test("a run that is the hit itself is not within another", () => {
  const run = base64Of(600);
  expect(isWithinBase64(run, 0, run.length)).toBe(false);
  expect(isWithinBase64(run, 20, 60)).toBe(true);
});
