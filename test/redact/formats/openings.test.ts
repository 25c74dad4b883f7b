import { expect, test } from "vitest";

import { findCutFormat, findFormats } from "../../../src/redact/formats/find-formats.ts";
import { FORMATS } from "../../../src/redact/formats/formats.ts";
import { samplesOf } from "./samples.ts";

const PLAIN = "a text of nothing but words, which are in no format";

test.each(FORMATS.map((format) => [format.id, format] as const))(
  "%s is found after a text without any, and that text stays without",
  (_, format) => {
    for (const { text } of samplesOf(format)) {
      const whole = findFormats(`${PLAIN} ${text}`).length;
      expect([findFormats(PLAIN), findCutFormat(PLAIN)]).toEqual([[], undefined]);
      expect(findFormats(text)).not.toEqual([]);
      expect([findCutFormat(PLAIN), findFormats(PLAIN)]).toEqual([undefined, []]);
      expect(findFormats(`${PLAIN} ${text}`)).toHaveLength(whole);
    }
  },
);
