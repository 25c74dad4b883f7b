import { expect, test } from "vitest";

import { dropOldest } from "../../src/sequence/drop-oldest.ts";

test("with more than this many keys, the oldest one is removed", () => {
  const known = new Map([
    ["b", 1],
    ["a", 2],
  ]);
  dropOldest(known, 2);
  expect([...known.keys()]).toEqual(["b", "a"]);
  known.set("c", 3);
  dropOldest(known, 2);
  expect([...known.keys()]).toEqual(["a", "c"]);
});
