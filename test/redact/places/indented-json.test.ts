import { describe, expect, test } from "vitest";

import { isJson } from "../../../src/json/read-json.ts";
import { maskJson } from "../../../src/redact/places/json-body.ts";
import { maskString } from "../../../src/redact/places/nested.ts";
import { createVault } from "../../../src/redact/vault/vault.ts";
import { createAliasNumbering } from "../../../src/trace/alias.ts";
import { listBodies } from "../../secrets/list-bodies.ts";

/** The text after redaction of an indented value, as one line. */
function mask(value: unknown, indent?: number): string {
  const vault = createVault();
  const text = JSON.stringify({ a: [{ b: value }] }, undefined, indent);
  const masked = maskJson(text, vault, { maskString: (one) => maskString(one, vault) });
  return JSON.stringify(JSON.parse(createAliasNumbering().number(masked)));
}

/** A sample of the corpus; the whole corpus takes a few seconds. */
const EVERY = 20;

describe("JSON with an indentation", () => {
  test("shows the same secrets of each document of the corpus as without", () => {
    const documents = listBodies(40).filter((body) => /^\s*[{[]/.test(body) && isJson(body));
    const values: readonly unknown[] = documents
      .filter((_, index) => index % EVERY === 0)
      .map((text) => JSON.parse(text));
    expect(values.length).toBeGreaterThan(100);
    expect(values.map((value) => mask(value, 4))).toEqual(values.map((value) => mask(value)));
  });

  test.each<[what: string, value: unknown]>([
    ["a label at the end", [[{ value: "kWEYdOuJxX1", name: "password" }]]],
    ["columns", { columns: ["id", "auth_key"], rows: [[1, "kcmqfwtafc69w7rbz"]] }],
    ["a kind at the end", [{ name: "A", text: "kwd3ufqtd8w9g0o3z", type: "secret_text" }]],
    ["a path of an error", [{ loc: ["body", "password"], input: "k65h2t8e9zm9" }]],
    ["a header in a list", [["X-Honeycomb-Team", "k65h2t8e9zm9"]]],
  ])("shows no %s", (_what, value) => {
    for (const indent of [0, 1, 3, 10]) expect(mask(value, indent)).toMatch(/REDACTED-/);
  });
});
