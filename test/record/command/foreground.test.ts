import { expect, test } from "vitest";

import { isInForeground } from "../../../src/record/command/foreground.ts";

test("on Windows, the program has got Ctrl-C already, whatever stdin is", () => {
  expect(isInForeground("win32")).toBe(true);
});
