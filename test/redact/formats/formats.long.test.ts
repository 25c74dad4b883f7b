import { describe, expect, test } from "vitest";

import { findFormats } from "../../../src/redact/formats/find-formats.ts";
import { FORMATS } from "../../../src/redact/formats/formats.ts";
import { anExchange } from "../../helpers/an-exchange.ts";
import { aBody, redact } from "../redact.ts";
import { samplesOf } from "./samples.ts";

const rows = FORMATS.map((format) => [format.id, format] as const);

/** The text before and after a secret. */
const SURROUNDINGS = [
  ["", ""],
  ["so ", " is it"],
  ['{"note":"', '"}'],
  [String.raw`{"log":"first\n`, String.raw`\n"}`],
  ["a=1&b%3D", "&c=2"],
  ["<a>", "</a>"],
] as const;

describe("the table of formats", () => {
  test("has one row for each", () => {
    expect(FORMATS.map(({ id }) => id).filter((id, index, ids) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test.each(rows)("%s: its samples are found only by it, whatever text is around them", (id, format) => {
    for (const sample of samplesOf(format)) {
      for (const [before, after] of SURROUNDINGS) {
        const text = before + sample.text + after;
        const hits = findFormats(text);
        expect([text, hits.map(({ rule }) => rule)]).toEqual([text, [id]]);
        const [{ start, end } = { start: 0, end: 0 }] = hits;
        const seen = text.slice(before.length + sample.start, start) + text.slice(end, before.length + sample.end);
        expect([text, seen]).toEqual([text, ""]);
      }
    }
  });

  test.each(rows)("%s: its samples are masked", (_id, format) => {
    for (const sample of samplesOf(format)) {
      const secret = sample.text.slice(sample.end - 12, sample.end - 2);
      const [exchange] = redact(
        anExchange({
          reason: `so ${sample.text} is it`,
          responseHeaders: ["X-Note", sample.text],
          responseBody: aBody(JSON.stringify({ note: sample.text })),
        }),
      );
      expect(JSON.stringify(exchange)).not.toContain(secret);
    }
  });

  test.each(rows)("%s: its samples are masked as a whole in the escapes of URLs and JSON", (_id, format) => {
    // Commands and files are decoded as a whole first.
    if (format.isPlace === true || format.isAnywhere === true || format.sample.includes("\n")) return;
    for (const { text, start, end } of samplesOf(format)) {
      if (text.includes("\\")) continue;
      const secret = /[A-Za-z0-9]{4}(?=[^A-Za-z0-9]*$)/.exec(text.slice(start, end))?.[0] ?? text;
      for (const written of [
        encodeURIComponent(text),
        encodeURIComponent(encodeURIComponent(text)),
        JSON.stringify(text)
          .slice(1, -1)
          .replaceAll("/", String.raw`\/`),
        text.replaceAll("+", String.raw`\u002B`).replaceAll("=", String.raw`\u003D`),
      ]) {
        const [exchange] = redact(anExchange({ responseBody: aBody(`{"note":"so ${written} is it"}`) }));
        expect(exchange?.responseBody?.text).not.toContain(secret);
        expect(exchange?.responseBody?.text).toContain(" is it");
      }
    }
  });

  test("a sentence may end after one", () => {
    const [exchange] = redact(anExchange({ reason: "got s.TeyYMHWPcbTPO9usvSIJwZ5t." }));
    expect(exchange?.reason).toBe("got REDACTED-token-1.");
  });

  test("an older token of Vault needs no digit, and the name of a program is not one", () => {
    for (const token of ["TeyYMHWPcbTPOxusvSIJwZdt", "kQVbXaMnRtYwPzLdGhJcFsBe", "QxvTTbRsnWkPeeLmGzHaYcDu"]) {
      expect(findFormats(`{"token":"s.${token}"}`).map(({ rule }) => rule)).toEqual(["vault-token-older"]);
    }
    const names = [
      "getDerivedStateFromProps",
      "createElementNSWithAttrs",
      "assignToNorthOrSouthSide",
      "UNDOCUMENTEDFEATUREFLAGS",
      "abcdefghijklmnopqrstuvwx",
      "setIsUserIdInListOfItems",
    ];
    for (const name of names) expect(findFormats(`a=s.${name};s.${name}()`)).toEqual([]);
  });

  test.each(rows)(
    "%s: a text in which many of its prefixes follow each other is read to its end",
    (_id, { openings }) => {
      for (const opening of openings.slice(0, 3)) {
        for (const filler of ["", "a", "1-", ".", "x:", "aA1", "A1-"])
          findFormats(`${opening}${filler}`.repeat(20_000));
      }
    },
  );

  test("none is found in an alias, plain or as an anchor", () => {
    for (const { openings } of FORMATS) {
      for (const opening of openings) {
        for (const alias of ["REDACTED-token-1", "redacted-token-12345678", "REDACTED-key-~12345678901234567890"]) {
          expect(findFormats(`${opening}${alias} and "${opening}${alias}"`)).toEqual([]);
        }
      }
    }
  });
});
