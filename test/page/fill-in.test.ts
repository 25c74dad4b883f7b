import { expect, test } from "vitest";

import { fillIn } from "../../src/page/fill-in.ts";

test("a placeholder gets its value, and stays without one, whatever its name", () => {
  expect(fillIn("({number}) {label} {constructor} {other}", { number: 3, label: "a {number}" })).toBe(
    "(3) a {number} {constructor} {other}",
  );
});
