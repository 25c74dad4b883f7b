import { expect, test } from "vitest";

import { charactersIn } from "../../../src/redact/places/needed-characters.ts";
import { findResultCells } from "../../../src/redact/places/result-cells.ts";
import { anExchange } from "../../helpers/an-exchange.ts";
import { aBody, redact, redactBody } from "../redact.ts";

/** Longer than what an expression looks at in one go. */
const LONG = "aB3-x7_Q".repeat(700);

test.each([
  ["a marked text", `x <password><![CDATA[${LONG}]]></password>`],
  ["a marked text with a bracket", `x <password><![CDATA[${LONG}]b]]></password>`],
  ["a network", `WIFI:T:WPA;S:me;P:${LONG};;`],
  ["a network whose end is missing", `WIFI:T:WPA;S:me;P:${LONG}`],
  ["a name that is not in Latin letters", `пароль: ${"Ab-cd_Ef".repeat(60)}1`],
])("a long secret is masked as a whole: %s", (_name, text) => {
  const masked = redactBody(text, "text/plain") ?? "";
  expect(masked).toContain("REDACTED-password-1");
  expect(masked.length).toBeLessThan(100);
});

test("the values of a secret of Vault are masked, however long its path is", () => {
  const body = '{"data":{"data":{"greeting":"open sesame"},"metadata":{"version":"one"}}}';
  const url = `http://h/v1/secret/data/${"team-a/".repeat(400)}db@eu`;
  const [exchange] = redact(anExchange({ url, responseBody: aBody(body) }));
  expect(exchange?.responseBody?.text).toBe(body.replace("open sesame", "REDACTED-secret-1"));
});

test("a line of very many groups of hyphens is read", () => {
  const text = `name | password\n--${"+--".repeat(5_000_000)}\nx | y\n`;
  expect(findResultCells(text, charactersIn(text))).toEqual([]);
});

test.each([
  `<tr><th>Password</th></tr><tr><td title="<x">joe-pass-1Xz</td></tr>`,
  `<tr><th>Password</th></tr><tr class="a<b"><td><b title="<x">joe-pass-1Xz</b></td></tr>`,
  `<dl><dt title="<x">Password</dt><dd title="<x">joe-pass-1Xz</dd></dl>`,
])("a tag may have a sign of markup in an attribute: %s", (text) =>
  expect(redactBody(text, "text/html")).toBe(text.replace("joe-pass-1Xz", "REDACTED-password-1")),
);
