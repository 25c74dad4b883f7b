import { expect, test } from "vitest";

import { pick } from "../../src/sequence/pick.ts";

test("takes items in the order of their places, and nothing if there is none", () => {
  expect(pick(["a", "b", "c"], [2, 0, 0, 7, -1])).toEqual(["c", "a", "a"]);
});
