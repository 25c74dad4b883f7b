import { STATUS_CODES } from "node:http";

import { expect, test } from "vitest";

import { toReason } from "../../src/analyze/reason.ts";

test("a phrase that was sent stays as sent", () => {
  expect(toReason(300, "MULTIPLE CHOICES")).toBe("MULTIPLE CHOICES");
});

test("every status that Node knows has a phrase", () => {
  const unknown = Object.keys(STATUS_CODES).filter((status) => toReason(Number(status), "") === "");
  expect(unknown).toEqual([]);
  expect(toReason(404, "")).toBe("Not Found");
  expect(toReason(299, "")).toBe("");
});
