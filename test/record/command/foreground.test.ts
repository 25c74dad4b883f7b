import { expect, test } from "vitest";

import { isInForeground } from "../../../src/record/command/foreground.ts";

test("on Windows, the program has already received Ctrl-C, whatever stdin is", () => {
  expect(isInForeground("win32")).toBe(true);
});
