import { expect, test } from "vitest";

import { findAlike } from "../../../src/redact/vault/find-alike.ts";

const TOKEN = "gAbCdEfGh-1234_xyz=";

function alikeOf(...values: readonly string[]): readonly (readonly [string, string])[] {
  const learned = values.map((value, index) => ({ value, replacement: `A${index}`, secretClass: "token" as const }));
  return findAlike(learned, (replacement) => replacement).map(({ aliases, but }) => [aliases.join(), but]);
}

test.each<[string, string, string | undefined]>([
  ["capitals", TOKEN.toLowerCase(), "case"],
  ["the alphabet of base64", "gAbCdEfGh+1234/xyz=", "encoding"],
  ["padding", TOKEN.replace("=", ""), "encoding"],
  ["escapes of a URL", encodeURIComponent(TOKEN), "encoding"],
  ["quotes", `"${TOKEN}"`, "encoding"],
  ["a blank at its end", `${TOKEN} `, "encoding"],
  ["a line end", `${TOKEN}\n`, "encoding"],
  ["another value", `${TOKEN}x`, undefined],
  ["its beginning", TOKEN.slice(0, 12), undefined],
])("%s", (_what, other, but) => {
  expect(alikeOf(TOKEN, other)).toEqual(but === undefined ? [] : [["A0,A1", but]]);
});

const PASSWORD = "Corr3ct-Horse/Battery+Staple é";

test.each([
  ["base64", Buffer.from(PASSWORD).toString("base64")],
  ["base64 for URLs", Buffer.from(PASSWORD).toString("base64url")],
  ["base64 in a URL", encodeURIComponent(Buffer.from(PASSWORD).toString("base64"))],
  ["hexadecimal digits", Buffer.from(PASSWORD).toString("hex").toUpperCase()],
])("a text in %s", (_what, other) => {
  expect(alikeOf(PASSWORD, other)).toEqual([["A0,A1", "encoding"]]);
  expect(alikeOf(`${PASSWORD}!`, other)).toEqual([]);
});

test("a UUID with and without hyphens; short values, and values that are not in the trace, are not reported", () => {
  const uuid = "9faa6fd5-b254-4184-80c0-66b7c062315e";
  expect(alikeOf(uuid, uuid.replaceAll("-", "").toUpperCase())).toEqual([["A0,A1", "encoding"]]);
  expect(alikeOf("Secret1", "secret1")).toEqual([]);
  const learned = [TOKEN, TOKEN.toLowerCase()].map((value) => ({
    value,
    replacement: value,
    secretClass: "token" as const,
  }));
  expect(findAlike(learned, (replacement) => (replacement === TOKEN ? "A" : undefined))).toEqual([]);
});
