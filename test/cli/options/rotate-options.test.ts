import { expect, test } from "vitest";

import { toRotation } from "../../../src/cli/options/rotate-options.ts";

test.each([
  ["10000", { exchanges: 10_000 }],
  ["256MB", { bytes: 256 * 1024 * 1024 }],
  ["256M", { bytes: 256 * 1024 * 1024 }],
  ["2 GiB", { bytes: 2 * 1024 ** 3 }],
  ["64k", { bytes: 65_536 }],
  ["1h", { milliseconds: 3_600_000 }],
  ["30m", { milliseconds: 1_800_000 }],
  ["90s", { milliseconds: 90_000 }],
])("--rotate %s", (rotate, expected) => {
  expect(toRotation({ rotate })).toEqual(expected);
  expect(toRotation({ rotate, keep: "3" })).toEqual({ ...expected, keep: 3 });
});

test.each(["", "x", "-1", "1.5h", "1d", "0", "0s", "0MB"])("--rotate %j is refused", (rotate) => {
  expect(() => toRotation({ rotate })).toThrow("--rotate");
});

test("conflicting options are refused", () => {
  expect(toRotation({})).toBeUndefined();
  expect(() => toRotation({ keep: "2" })).toThrow("--keep has no effect without --rotate");
  expect(() => toRotation({ rotate: "5", keep: "0" })).toThrow("must be greater than 0");
  expect(() => toRotation({ rotate: "5", "unsafe-raw": true })).toThrow("--unsafe-raw");
  expect(() => toRotation({ rotate: "5", "keep-examples": true })).toThrow("--keep-examples");
});
