import { expect, test } from "vitest";

import { listAbsent } from "../../../src/trace/files/list-absent.ts";

const part = (number: number, name = "x/a"): string => `${name}.${String(number).padStart(6, "0")}.har`;

test.each([
  [[part(1), part(2), part(3)], []],
  // `--keep` removed the earlier parts.
  [[part(7), `${part(8)}.journal`], []],
  [[part(1), part(3)], [["parts of the recording: a.000002.har", 1]]],
  [[part(9), part(1_000_000)], [["parts of the recording: a.000010.har to a.999999.har", 999_990]]],
  // Each recording has its own parts.
  [[part(1), part(4, "x/b"), part(2)], []],
  [["x/a.1.har", "x/a.3.har", "x/other.har"], []],
])("parts %j lack %j", (files, absent) => {
  expect(listAbsent(files).map(({ kind, reason, count }) => [kind, reason, count])).toEqual(
    absent.map(([reason, count]) => ["absent", reason, count]),
  );
});
