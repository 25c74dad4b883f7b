import * as fc from "fast-check";
import { expect, test } from "vitest";

import { maskEscaped } from "../../../src/redact/places/learn-escaped.ts";
import { maskWritten } from "../../../src/redact/places/mask-written.ts";
import { decodeEscapes } from "../../../src/trace/decode-component.ts";
import { anExchange } from "../../helpers/an-exchange.ts";
import { runsOf } from "../../helpers/runs.ts";
import { aBody, redact, redactBody } from "../redact.ts";

const FORM = "application/x-www-form-urlencoded";
const ALIAS = "REDACTED-password-1";

// Characters that an encoder would write in another way, next to a secret that is masked in its place.
test.each([
  ["cmd=mysql+-u+joe+-ppass1+-h+a/b&x=1", `cmd=mysql+-u+joe+-p${ALIAS}+-h+a/b&x=1`],
  [
    "cmd=%25E9%2520mysql%2520-u%2520joe%2520-ppass1%2520x%252fy&b=2",
    `cmd=%25E9%2520mysql%2520-u%2520joe%2520-p${ALIAS}%2520x%252fy&b=2`,
  ],
  ["cmd=%E9%20mysql%20-u%20joe%20-ppass1%20x%2fy&b=2", `cmd=%E9%20mysql%20-u%20joe%20-p${ALIAS}%20x%2fy&b=2`],
  [
    "cmd=%f0%9f%98%80%20mysql%20-u%20joe%20-p%70ass1%20%f0%9f%98%80",
    `cmd=%f0%9f%98%80%20mysql%20-u%20joe%20-p${ALIAS}%20%f0%9f%98%80`,
  ],
  [
    "cmd=mysql%20-u%20joe%20-ppass1%20(é)+x%20;%20mysql%20-u%20jane%20-ppass2%20*!",
    `cmd=mysql%20-u%20joe%20-p${ALIAS}%20(é)+x%20;%20mysql%20-u%20jane%20-pREDACTED-password-2%20*!`,
  ],
  [
    "cmd=mysql+-u+joe+-ppass1+%7c+mysql+-u+jane+-ppass2+%7c",
    `cmd=mysql+-u+joe+-p${ALIAS}+%7c+mysql+-u+jane+-pREDACTED-password-2+%7c`,
  ],
])("only the secret in %s is replaced", (body, expected) => expect(redactBody(body, FORM)).toBe(expected));

test("half of a surrogate pair next to a secret stays", () => {
  expect(redactBody(String.raw`{"a":"\ud800%20mysql%20-u%20joe%20-ppass1"}`)).toBe(
    String.raw`{"a":"\ud800%20mysql%20-u%20joe%20-p${ALIAS}"}`,
  );
});

const TEXT = fc.string({ unit: fc.constantFrom("a", "%", "2", "5", "+", "é", "😀", " ", "/", "%41", "%C3%A9", "%E9") });

test("what is around a secret stays as it was written, however often it is decoded", () => {
  fc.assert(
    fc.property(TEXT, TEXT, fc.integer({ min: 1, max: 3 }), (head, tail, level) => {
      const decode = (text: string): string => {
        let decoded = text.replaceAll("+", " ");
        for (let round = 0; round < level; round += 1) decoded = decodeEscapes(decoded);
        return decoded;
      };
      const encode = (text: string): string => (level === 1 ? encodeURIComponent(text) : text);
      // Around the secret, so that nothing joins it to an escape.
      const written = `${head}:${encode("<é>")}:${tail}`;
      const alias = "REDACTED-secret-~1";
      const masked = `${decode(head)}:${alias}:${decode(tail)}`;
      expect(maskWritten({ written, level, decoded: decode(written), masked })).toBe(`${head}:${alias}:${tail}`);
    }),
    { numRuns: runsOf(300) },
  );
});

test("a change that is no alias is written with the escapes of its place", () => {
  const decoded = '{"a": 12, "b": 34}';
  const written = "%7b%22a%22:%2012,%20%22b%22:%2034%7d";
  expect(maskWritten({ written, level: 1, decoded, masked: '{"a": "REDACTED-pin-~1", "b": 34}' })).toBe(
    "%7b%22a%22:%20%22REDACTED-pin-~1%22,%20%22b%22:%2034%7d",
  );
});

test("a text is masked once for all of its escapes", () => {
  const seen: string[] = [];
  const nested = (depth: number): string => {
    let text = "mysql -u joe -ppass1 x";
    for (let round = 0; round < depth; round += 1) text = encodeURIComponent(text);
    return text;
  };
  maskEscaped(`k=${nested(6)}`, {
    mask: (decoded) => {
      seen.push(decoded);
      return decoded.replace("pass1", "REDACTED-password-~1");
    },
    sweep: (text) => text,
  });
  expect(seen).toEqual(["mysql -u joe -ppass1 x"]);
});

test("JSON in a form is not nested too deep because of an escape in it", () => {
  const nested = Buffer.from('{"n":"abcdefghijklmnopqrstuvwxyz"}').toString("base64");
  const data = JSON.stringify({ state: nested, more: '{"b":1}', next: "http://h/x%20y" });
  const [exchange] = redact(anExchange({ requestBody: aBody(`data=${encodeURIComponent(data)}`, FORM) }));
  expect(exchange?.requestBody?.unopened).toBeUndefined();
});
