import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createRedactor } from "../../src/redact/redactor.ts";
import { runsOf } from "../helpers/runs.ts";
import { ENCODINGS } from "./encode.ts";

const ALIAS = "REDACTED-token-~1";

/** Bytes next to the value in base64 stay. */
const MASKED = /^before "(?:O|dT|dXNlcj)?REDACTED-token-~1(?:[\w+/-]{0,2}={0,2})?" behind$/;

/** The result for `text` after `secret` has been learned. */
function sweep(text: string, secret: string): string {
  const redactor = createRedactor();
  redactor.learn(secret, "token");
  return redactor.redactText(text);
}

/** Every kind of character that some encoding changes. */
const SECRETS = [
  "s3cr3t-Pässw0rd/with+all:kinds&of\"quo'tes<and>%signs\\$1",
  "plain-token-0123456789abcdef",
  "한국어 비밀번호는 길다 아주",
  "four plain words here",
  "emoji 🗝 in the middle 🔒 of it",
  "ends with percent 100%",
  "Zm9vYmFy+base64/like==",
  "an escape %41, a backslash\\\nand a line",
  "an escaped sign \\=\nat the end of a line",
  "an escaped sign \\%30\u0000 and NUL",
];

const cases = Object.entries(ENCODINGS).flatMap(([name, encode]) =>
  SECRETS.map((secret) => [name, secret, encode(secret)] as const),
);

describe("a learned value is masked in every encoding", () => {
  test.each(cases)("%s: %s", (_name, secret, encoded) => {
    expect(sweep(`before "${encoded}" behind`, secret)).toMatch(MASKED);
  });

  // Its ends must not merge with the surrounding text.
  const secrets = fc.string({ unit: "binary-ascii", minLength: 12, maxLength: 60 }).map((value) => `~${value}~`);
  const accented = fc.string({ unit: "grapheme", minLength: 12, maxLength: 60 }).map((value) => `~${value}~`);

  test.each(Object.entries(ENCODINGS))("%s: any value", (name, encode) => {
    fc.assert(
      fc.property(fc.oneof(secrets, accented), (secret) => {
        // These encodings leave a literal `\n` or `&lt;` of a value unchanged: it cannot be distinguished from an encoded one.
        fc.pre(!/^HTML by|^shell|lines?\b/.test(name) || !/[\\%&=\r\n]/.test(secret));
        expect(sweep(`before "${encode(secret)}" behind`, secret)).toMatch(MASKED);
      }),
      { numRuns: runsOf(200) },
    );
  });
});

test("a value that ends with a backslash is masked without it", () => {
  expect(sweep(`it's 'secret &amp; value\\'`, "secret & value\\")).toBe(`it's '${ALIAS}\\'`);
});

describe("text that only looks like it", () => {
  test.each([
    ["two words on two lines", "pass\nword12"],
    ["a longer number", "91234567890"],
    ["another token", "plain-token-0123456789abcdee"],
  ])("%s stays", (_name, text) => {
    const redactor = createRedactor();
    for (const secret of ["password12", "1234567890", "plain-token-0123456789abcdef"]) redactor.learn(secret, "token");
    expect(redactor.redactText(text)).toBe(text);
  });

  test("escapes around a value stay as they are", () => {
    const text = String.raw`{"a":"x\n%41 &amp; \"sec\u0072et-value\" a+b"}`;
    expect(sweep(text, "secret-value")).toBe(String.raw`{"a":"x\n%41 &amp; \"${ALIAS}\" a+b"}`);
  });

  test.each(["a\\", "a%", "a%2", "a%zz", "&#xffffff;", "&;", String.raw`\u12`, String.raw`\x`, "%f0%9f", "%ff%fe"])(
    "a broken escape (%s) hides nothing",
    (broken) => {
      expect(sweep(`${broken} "secret-value" ${broken}`, "secret-value")).toBe(`${broken} "${ALIAS}" ${broken}`);
    },
  );

  test("base64 keeps neither padding nor bits of the value", () => {
    const masked = ["secret-value-1", "secret-value-12", "secret-value-123"].map((secret) =>
      sweep(`x=${Buffer.from(`u:${secret}`).toString("base64")}`, secret),
    );
    expect(new Set(masked).size).toBe(1);
  });
});
