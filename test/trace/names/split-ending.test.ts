import { expect, test } from "vitest";

import { splitEnding } from "../../../src/trace/names/split-ending.ts";

test.each([
  ["report.csv", "report", ".csv"],
  ["a.tar.gz", "a", ".tar.gz"],
  ["v1.0", "v1.0", ""],
  ["report", "report", ""],
  [".env", ".env", ""],
  ["a.b.c.d", "a.b.c.d", ""],
])("%s is %s and %j", (segment, stem, ending) => {
  expect(splitEnding(segment)).toEqual({ stem, ending });
});
