import {
  array,
  assert,
  base64String,
  constantFrom,
  dictionary,
  integer,
  letrec,
  oneof,
  property,
  string,
  uuid,
} from "fast-check";
import { describe, expect, test } from "vitest";

import { isJson } from "../../../src/json/read-json.ts";
import { cutJson } from "../../../src/redact/places/cut-json.ts";
import { maskJson } from "../../../src/redact/places/json-body.ts";
import { maskString } from "../../../src/redact/places/nested.ts";
import { createVault } from "../../../src/redact/vault/vault.ts";
import { createAliasNumbering } from "../../../src/trace/alias.ts";
import { runsOf } from "../../helpers/runs.ts";
import { listBodies } from "../../secrets/list-bodies.ts";

/** The text after redaction, and everything that was learned from it. */
function mask(text: string, cut: ReturnType<typeof cutJson>): unknown {
  const vault = createVault();
  const masked = maskJson(text, vault, { maskString: (value) => maskString(value, vault), cut });
  const learned = Array.from(vault.learned(), ({ value, secretClass }) => `${secretClass} ${value}`);
  return [createAliasNumbering().number(masked), learned.toSorted()];
}

/** The result when everything is read, and when quiet parts are omitted; whether there was anything quiet. */
function expectSame(text: string): boolean {
  const cut = cutJson(text);
  if (cut === undefined) return false;
  expect(mask(text, cut)).toEqual(mask(text, undefined));
  return true;
}

const QUIET = '{"id":"7f3a","name":"server","status":"ACTIVE","size":1024,"at":"2026-11-29T10:00:00Z","tags":[1,2]}';

/** A document among others, in lists, and in the wrappers of services. */
const WRITERS: readonly ((document: string) => string)[] = [
  (document) => `[${QUIET},${document},${QUIET}]`,
  (document) => `{"servers":[${QUIET},${QUIET},${document},${QUIET}],"next":"http://h/v2/images?marker=7f3a"}`,
  (document) => `{"items":[{"spec":${document},"of":[${QUIET},${QUIET}]},${QUIET}],"kind":"List"}`,
  (document) => `{"a":${document},"data":[${QUIET},{"value":"x1","values":[${QUIET},{"value":"kT9wex9o0fp9"}]}]}`,
  (document) => `{"rows":[[${document},"kT9wex9o0fp97oQz1"],{"v":"kT9wex9o0fp9"}],"values":[${QUIET}],"b":${document}}`,
];

const long = (text: string): string => text.replace("[", `[${`${QUIET},`.repeat(5)}`);

const words = oneof(
  constantFrom("id", "name", "kind", "method", "password", "token", "links", "Secret", "key", "data", "value", "type"),
  constantFrom("sensitive", "columns", "rows", "params", "login", "query", "code", "state", "after_sensitive", "after"),
  constantFrom("2026-11-29T10:00:00Z", "http://h/v2/images?limit=8", "//joe:pw123456@h/", "a\nb", 'say "x"', "C:\\x"),
  constantFrom(
    "kT9wex9o0fp97oQz1",
    "DB_PASSWORD",
    "password=hunter2x",
    "user joe",
    "secret/db",
    "DELETE FROM a",
    "é한",
  ),
  uuid(),
  base64String({ maxLength: 40 }),
  string({ unit: "grapheme", maxLength: 12 }),
);
const { value: values } = letrec<{ value: unknown }>((tie) => ({
  value: oneof(
    { maxDepth: 5 },
    words,
    integer(),
    constantFrom(true, false, null),
    array(tie("value"), { maxLength: 5 }),
    dictionary(words, tie("value"), { maxKeys: 4 }),
    array(dictionary(words, tie("value"), { maxKeys: 3 }), { maxLength: 4 }),
  ),
}));

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

/** A sample of the corpus; the whole corpus takes a minute. */
const EVERY = 25;
const RUNS = runsOf(300);

describe("JSON without its quiet objects", () => {
  test("shows the same secrets of each document of the corpus among others", () => {
    const all = listBodies(40).filter((body) => /^\s*[{[]/.test(body) && isJson(body));
    const documents = all.filter((_, index) => index % EVERY === 0);
    const cut = documents.filter((document) =>
      WRITERS.map((write) => expectSame(long(write(document)))).includes(true),
    );
    expect(documents.length).toBeGreaterThan(50);
    expect(cut.length).toBeGreaterThan(documents.length * 0.9);
  });

  test("shows the same secrets of any JSON", () => {
    let cut = 0;
    assert(
      property(array(values, { minLength: 1, maxLength: 5 }), constantFrom(undefined, 2), (list, indent) => {
        const objects = list.map((value) => (isObject(value) ? value : { value }));
        const text = JSON.stringify({ name: "a", list: [{ id: "7f3a" }, ...objects], more: list }, undefined, indent);
        if (expectSame(long(text))) cut += 1;
      }),
      { numRuns: RUNS },
    );
    expect(cut).toBeGreaterThan(RUNS * 0.3);
  });

  test("shows the same secrets where other objects come near", () => {
    const list = [
      { setPassword: { kind: "//joe:pw123456@h/", id: true, x1y2z3: "items" } },
      { value: [] },
      { "X-Auth-Token": false, "AA==": " 𐀀𐀀𐀀𐀀", "": "0AAAAA==", SecureString: true },
    ];
    expect(expectSame(long(JSON.stringify({ name: "a", list: [...list, {}], more: list })))).toBe(true);
  });

  test("contains only the objects that matter", () => {
    const secret = '{"password":"hunter2hunter2"}';
    expect(cutJson(`[${`${QUIET},`.repeat(50)}${secret},${QUIET}]`)?.text).toBe(`[,${secret},]`);
    expect(cutJson(`{"token":"x1","list":[${`${QUIET},`.repeat(50)}${QUIET}]}`)?.text).toBe('{"token":"x1","list":[]}');
    expect(cutJson(`{"kind":"Secret","list":[${`${QUIET},`.repeat(50)}${QUIET}]}`)).toBeUndefined();
  });

  test.each(["[1,", "[{}}", '[{"a":1}', '{"a" 1}', "nul", '[{"a":01}]', '["a" "b"]', "[{]}"])(
    "is not found in %j, which is not JSON",
    (text) => {
      expect(cutJson(`${text}${" ".repeat(600)}`)).toBeUndefined();
    },
  );
});
