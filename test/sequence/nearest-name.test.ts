import { expect, test } from "vitest";

import { findNearestName } from "../../src/sequence/nearest-name.ts";

test.each<[wanted: string, names: readonly string[], nearest: string | undefined]>([
  ["/visibility", ["/name", "/image/visibility", "/visible"], "/image/visibility"],
  ["/image/visibility", ["/a/b/visibility", "/images/visibility"], "/images/visibility"],
  ["/tags/0", ["/names/0", "/image/tags/0"], "/image/tags/0"],
  ["/items/0", ["/ids/0"], undefined],
  ["/status", ["/state", "/name"], "/state"],
  ["X-Subject-Token", ["Vary", "x-subject-tokens"], "x-subject-tokens"],
  ["get-image", ["get-identity", "get-images", "post-image"], "get-images"],
  ["flwo", ["fixed", "flow"], "flow"],
  ["/id", ["/na", "/x"], undefined],
  ["Vary", [], undefined],
])("%s of %j is %s", (wanted, names, nearest) => {
  expect(findNearestName(wanted, names)).toBe(nearest);
});
