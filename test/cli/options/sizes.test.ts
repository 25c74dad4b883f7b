import { expect, test } from "vitest";

import { readDuration } from "../../../src/cli/options/read-duration.ts";
import { readSize } from "../../../src/cli/options/read-size.ts";

test.each([
  ["0", 0],
  ["65536", 65_536],
  ["64k", 65_536],
  ["64K", 65_536],
  ["64KB", 65_536],
  ["1M", 1_048_576],
  ["1 MiB", 1_048_576],
  ["2G", 2_147_483_648],
])("%s is a size", (text, bytes) => {
  expect(readSize("body-limit", text)).toBe(bytes);
});

test.each(["", "M", "1.5M", "-1", "1T", "1 M M", "9999999999G"])("%j is not a size", (text) => {
  expect(() => readSize("body-limit", text)).toThrow("must be a size");
});

test.each([
  ["0", 0],
  ["500ms", 500],
  ["5s", 5000],
  ["1.5s", 1500],
  ["0.8 s", 800],
  ["1m", 60_000],
  ["1h", 3_600_000],
])("%s is a time", (text, milliseconds) => {
  expect(readDuration("detach-after", text)).toBe(milliseconds);
});

test.each(["", "s", "5d", "-5s", "1.5.5s", ".5s", "1.s"])("%j is not a time", (text) => {
  expect(() => readDuration("detach-after", text)).toThrow("must be a duration");
});
