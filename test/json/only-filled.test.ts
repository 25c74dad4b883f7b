import { expect, test } from "vitest";

import { onlyFilled } from "../../src/json/only-filled.ts";

test("empty fields are absent, others stay in their order", () => {
  const fields = { text: "a", none: "", list: [0], nothing: [], missing: undefined, zero: 0, no: false, empty: {} };
  const kept = onlyFilled(fields);
  expect(Object.entries(kept)).toEqual([
    ["text", "a"],
    ["list", [0]],
    ["zero", 0],
    ["no", false],
    ["empty", {}],
  ]);
});
