import { expect, test } from "vitest";

import { createTraceContext } from "../../../src/record/capture/trace-context.ts";

test("a trace context keeps a value until it is claimed, and none that nobody claims", () => {
  const context = createTraceContext();
  const given = context.give();
  expect([context.claim(given), context.claim(given)]).toEqual([true, false]);
  expect(context.claim(context.create())).toBe(false);
});
