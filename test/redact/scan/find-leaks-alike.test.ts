import {
  array,
  assert,
  type Arbitrary,
  constantFrom,
  integer,
  nat,
  oneof,
  property,
  record,
  string,
  tuple,
  uuid,
} from "fast-check";
import { describe, expect, test } from "vitest";

import { type AlikeCounts, createAlikeSearch } from "../../../src/redact/scan/find-leaks-alike.ts";
import { findLeaks } from "../../../src/redact/scan/find-leaks.ts";
import { scanSource } from "../../../src/redact/scan/scan-source.ts";
import { sourceOfText } from "../../../src/trace/stream/text-source.ts";
import { runsOf } from "../../helpers/runs.ts";
import { createCorpus } from "../../secrets/corpus.ts";
import { toEntry } from "../../secrets/import-messages.ts";
import type { Message } from "../../secrets/plant.ts";

// Assembled here: the files of a project contain no secret.
const TOKEN = ["ghp", "16C7e42F292c6912E7710c838347Ae178B4a"].join("_");

interface Written {
  readonly request: { readonly postData?: { text?: string } };
  readonly response: { readonly content: { text?: string } };
}

const copyOf = (message: Message): Written => JSON.parse(JSON.stringify(toEntry(message, 0))) as Written;

/** The same entry with a harmless body. */
function withoutBodies(message: Message): Written {
  const entry = copyOf(message);
  for (const body of [entry.request.postData, entry.response.content]) if (body?.text !== undefined) body.text = "ok";
  return entry;
}

/** With other digits wherever there are some. */
function vary(json: string, by: number): string {
  return json.replaceAll(/"(url|value|startedDateTime)":"((?:[^"\\]|\\.)*)"/g, (_all, name: string, value: string) => {
    const other = value.replaceAll(/\d/g, (digit, at: number) => String((Number(digit) + by * (at + 1)) % 10));
    return `"${name}":"${other}"`;
  });
}

const LAYOUTS = [(value: unknown) => JSON.stringify(value), (value: unknown) => JSON.stringify(value, undefined, 2)];

describe("entries that differ from an earlier one only in bodies, times, counters and ids", () => {
  test(
    "are searched less, with the same answer: every secret and every decoy of the corpus",
    { timeout: 300_000 },
    () => {
      const { plants, decoys } = createCorpus("1");
      const counts: AlikeCounts = { alike: 0, searched: 0 };
      const search = createAlikeSearch(counts);
      const missed: string[] = [];
      const step = runsOf(40) === 40 ? 5 : 40;
      let quiet = 0;
      for (const [index, { name, messages }] of [...plants, ...decoys].entries()) {
        if (index % step !== 0) continue;
        const write = LAYOUTS[index % LAYOUTS.length] ?? JSON.stringify;
        for (const message of messages) {
          for (const by of [0, 1, 3, 7]) search(write(JSON.parse(vary(JSON.stringify(withoutBodies(message)), by))));
          const text = write(copyOf(message));
          const isQuiet = findLeaks(text).length === 0;
          if (isQuiet) quiet += 1;
          if ((search(text).length === 0) !== isQuiet) missed.push(name);
        }
      }
      expect(missed).toEqual([]);
      // Most of them were compared with an earlier one.
      expect(counts.alike).toBeGreaterThan(quiet / 2);
    },
  );

  test("have the same answer whatever their names, values and addresses are", () => {
    // One of each kind; which one a place has is the same in all entries.
    const ids = tuple(
      uuid(),
      integer({ min: 100_000, max: 999_999 }).map(String),
      string({ unit: constantFrom(...Array.from("0123456789abcdef")), minLength: 32, maxLength: 32 }),
      integer({ min: 10, max: 59 }).map((minute) => `2026-11-30T10:${minute}:00.123Z`),
      integer({ min: 10, max: 99 }).map((last) => `192.0.2.${last}:8080`),
      constantFrom("1", "2", "9"),
      constantFrom("000000", "123456", "482913", "4829 13"),
    );
    const mostly = (plain: readonly string[], telling: readonly string[]): Arbitrary<string> =>
      oneof({ weight: 3, arbitrary: constantFrom(...plain) }, { weight: 1, arbitrary: constantFrom(...telling) });
    const before = mostly(
      ["", "req-", "v", "page ", "n="],
      ["code ", "token=", "Bearer ", "pin ", "Key ", "user:", "x;"],
    );
    const after = mostly(["", " ms", "/x"], ["@h", "; a=1"]);
    const names = mostly(
      ["X-Request-Id", "ETag", "Age", "page", "Date"],
      ["X-Pin", "X-Otp", "Cookie", "code", "X-Api-Key", "state", "otp"],
    );
    const paths = mostly(
      ["/v2/images/", "/x?page="],
      ["/reset/", "/otp/", "/x?code=", "/x?pin=", "/token/", "/u:1", "/hooks/"],
    );
    const around = tuple(before, after);
    const entry = record({
      headers: array(tuple(names, around, nat(6)), { minLength: 1, maxLength: 3 }),
      path: paths,
      last: nat(6),
    });
    let alike = 0;
    assert(
      property(entry, array(ids, { minLength: 2, maxLength: 6 }), (shape, rows) => {
        const counts: AlikeCounts = { alike: 0, searched: 0 };
        const search = createAlikeSearch(counts);
        for (const row of rows) {
          const responseHeaders = shape.headers.map(
            ([name, [start, end], kind]) => [name, `${start}${row[kind] ?? ""}${end}`] as const,
          );
          const text = JSON.stringify(toEntry({ path: shape.path + (row[shape.last] ?? ""), responseHeaders }, 0));
          expect(search(text).length === 0).toBe(findLeaks(text).length === 0);
        }
        alike += counts.alike;
      }),
      { numRuns: runsOf(300) },
    );
    expect(alike).toBeGreaterThan(0);
  });

  test("a secret in the body, a header or the address of the last of many is found in its place", () => {
    const plain = (index: number): Message => ({
      path: `/v2/images/${index}`,
      responseBody: { type: "application/json", bytes: `{"id":${index}}` },
    });
    const many = Array.from({ length: 20 }, (_, index) => JSON.stringify(toEntry(plain(index), index)));
    const lasts: readonly Message[] = [
      {
        ...plain(20),
        responseBody: { type: "application/json", bytes: JSON.stringify({ id: 20, password: "kanarienvogel7" }) },
      },
      { ...plain(20), responseBody: { type: "application/json", bytes: JSON.stringify({ id: TOKEN }) } },
      { ...plain(20), responseHeaders: [["X-Auth-Token", "kanarienvogel7x9"]] },
      { ...plain(20), path: `/v2/images/20?token=kanarienvogel7x9` },
      { ...plain(20), path: `/v2/images/${TOKEN}` },
    ];
    for (const last of lasts) {
      const text = `{"log":{"entries":[\n${[...many, JSON.stringify(toEntry(last, 20))].join(",\n")}]}}`;
      const found = Array.from(scanSource(sourceOfText(text, "a")));
      expect(found.map(({ line }) => line)).toContain(22);
      expect(new Set(found.map(({ line }) => line)).size).toBe(1);
    }
  });

  test("what the end of a body cuts off is looked for in each", () => {
    const search = createAlikeSearch();
    const cut = (text: string): string =>
      JSON.stringify(
        {
          request: { url: "http://a/1" },
          response: { content: { size: 900, mimeType: "text/plain", text, _truncated: true } },
        },
        undefined,
        2,
      );
    expect(search(cut("all is well"))).toEqual([]);
    expect(search(cut(`all is well ${TOKEN.slice(0, 14)}`))).not.toEqual([]);
  });

  test("a value next to more than its name, and a list in place of a body, are no reason to search less", () => {
    const search = createAlikeSearch();
    const entryOf = (response: object): string => JSON.stringify({ request: { url: "http://a/1" }, response });
    const labelled = (value: string): string =>
      entryOf({ headers: [{ name: "Age", value, comment: "password" }], content: { size: 0, mimeType: "" } });
    const listed = (value: string): string =>
      entryOf({ content: { mimeType: "text/plain", text: ["X-Auth-Token", value] } });
    for (const write of [labelled, listed]) {
      for (const value of ["000000", "ok", "482913", "kanarienvogel7x9q"])
        expect(search(write(value)).length === 0).toBe(findLeaks(write(value)).length === 0);
      expect(search(write("kanarienvogel7x9q"))).not.toEqual([]);
    }
  });

  test("a body in which the file itself hides letters is searched as it is written too", () => {
    const search = createAlikeSearch();
    const written = (body: string): string =>
      `{"request":{"url":"http://a/1"},"response":{"content":{"mimeType":"text/plain","text":"${body}"}}}`;
    expect(search(written("ok"))).toEqual([]);
    expect(search(written(String.raw`p\u0061ssword: kanarienvogel7x9q`))).not.toEqual([]);
    expect(search(written(String.raw`{\"caf\\u00e9\": \"password: kanarienvogel7x9q\"}`))).not.toEqual([]);
  });

  test("a media type that is a name, and a body that is no text, are searched as a whole", () => {
    const search = createAlikeSearch();
    const typed = (mimeType: string, text: unknown): string =>
      JSON.stringify({ response: { content: { mimeType, text } } });
    for (const type of ["application/password", "password"]) {
      search(typed(type, "ok"));
      expect(search(typed(type, "kanarienvogel7x9q")).length).toBe(findLeaks(typed(type, "kanarienvogel7x9q")).length);
    }
    search(typed("text/plain", 1));
    expect(search(typed("text/plain", { password: "kanarienvogel7" })).length).toBeGreaterThan(0);
  });
});
