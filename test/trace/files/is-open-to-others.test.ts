import { expect, test } from "vitest";

import { isOpenToOthers } from "../../../src/trace/files/is-open-to-others.ts";

test.each([
  [0o100600, 0o077, "linux", false],
  [0o100640, 0o077, "linux", true],
  [0o100640, 0o007, "darwin", false],
  [0o100644, 0o007, "darwin", true],
  // Node reports this for every writable file there.
  [0o100666, 0o077, "win32", false],
])("mode %o, rights %o, on %s: %s", (mode, rights, platform, isOpen) => {
  expect(isOpenToOthers(mode, rights, platform)).toBe(isOpen);
});
