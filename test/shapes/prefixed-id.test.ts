import { expect, test } from "vitest";

import { arePrefixedAlike } from "../../src/shapes/prefixed-id.ts";

test.each([
  ["webhook", "wh-25d583ee", "wh-11371eec"],
  ["customer", "cus_4bbha5GIrPI", "cus_aqnvbx9XYeTwQ"],
  ["scan", "sc_13a5aee8aadc", "sc_352c6c239605"],
  // Only letters, next to as many that are mixed with digits.
  ["order", "ord_kqzjwxab", "ord_k1zj2xab"],
  ["order", "ORD-1001", "ORD-1002"],
  ["user", "usr-9", "usr-10"],
  ["event", "evt-1763892000123", "evt-1763892000999"],
])("%s, %s and %s are IDs of one kind", (kind, before, after) => {
  expect(arePrefixedAlike(kind, before, after)).toBe(true);
});

test.each([
  ["another prefix", "order", "ord-25d583ee", "inv-25d583ef"],
  ["regions", "region", "us-central1", "us-central2"],
  ["more than one hyphen", "region", "eu-west-1", "eu-west-2"],
  ["versions of a name", "image", "ubuntu-2204", "ubuntu-2404"],
  ["words", "plan", "plan_basic", "plan_premium"],
  ["a word and an id", "plan", "plan_basic", "plan_4bbha5"],
  ["no prefix", "user", "25d583ee", "11371eec"],
])("%s: not recognized as generated", (_what, kind, before, after) => {
  expect(arePrefixedAlike(kind, before, after)).toBe(false);
});
