import { describe, expect, test } from "vitest";

import { findFormats } from "../../../src/redact/formats/find-formats.ts";
import { FORMATS } from "../../../src/redact/formats/formats.ts";
import { anExchange } from "../../helpers/an-exchange.ts";
import { aBody, redact } from "../redact.ts";
import { samplesOf, secretStartOf } from "./samples.ts";

const rows = FORMATS.map((format) => [format.id, format] as const);

describe("the table of formats", () => {
  test("has one row for each", () => {
    expect(FORMATS.map(({ id }) => id).filter((id, index, ids) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test.each(rows)("%s: its samples are found by it alone, whatever stands around them", (id, format) => {
    for (const sample of samplesOf(format)) {
      for (const text of [
        sample,
        `so ${sample} is it`,
        JSON.stringify({ note: sample }),
        String.raw`{"log":"first\n${sample}"}`,
        `a=1&b%3D${sample}&c=2`,
        `<a>${sample}</a>`,
      ]) {
        const hits = findFormats(text);
        expect([text, hits.map(({ rule }) => rule)]).toEqual([text, [id]]);
        const end = text.indexOf(sample) + sample.length;
        const start = text.indexOf(sample) + secretStartOf(format, sample);
        expect(text.slice(start, Math.max(hits[0]?.start ?? 0, start))).toBe("");
        // The last character of a key's file, or an address behind a password, may stay.
        expect(end - (hits[0]?.end ?? 0)).toBeLessThanOrEqual(format.rest.includes("(?=") ? 30 : 0);
      }
    }
  });

  test.each(rows)("%s: its samples are masked", (_id, format) => {
    for (const sample of samplesOf(format)) {
      const end = findFormats(sample)[0]?.end ?? 0;
      const secret = sample.slice(end - 12, end - 2);
      const [exchange] = redact(
        anExchange({
          reason: `so ${sample} is it`,
          responseHeaders: ["X-Note", sample],
          responseBody: aBody(JSON.stringify({ note: sample })),
        }),
      );
      expect(JSON.stringify(exchange)).not.toContain(secret);
    }
  });

  test.each(rows)("%s: what many of its openings follow is read to its end", (_id, { openings }) => {
    for (const opening of openings.slice(0, 3)) {
      for (const filler of ["", "a", "1-", ".", "x:"]) findFormats(`${opening}${filler}`.repeat(20_000));
    }
  });

  test("none is found in an alias, as it is or as an anchor", () => {
    for (const { openings } of FORMATS) {
      for (const opening of openings) {
        for (const alias of ["REDACTED-token-1", "redacted-token-12345678", "REDACTED-key-~12345678901234567890"]) {
          expect(findFormats(`${opening}${alias} and "${opening}${alias}"`)).toEqual([]);
        }
      }
    }
  });
});
