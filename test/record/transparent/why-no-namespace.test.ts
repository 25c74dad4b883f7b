import { expect, test } from "vitest";

import { whyNoNamespace } from "../../../src/record/transparent/why-no-namespace.ts";

// What util-linux 2.38, Node 24, and iproute2 6.1 print.
test.each([
  ["Error: spawnSync nft ENOENT", "nft is not installed"],
  ["spawn unshare ENOENT", "unshare is not installed"],
  [
    "unshare: unshare failed: No space left on device",
    "unshare: unshare failed: No space left on device (the limit user.max_user_namespaces is reached)",
  ],
  [
    "unshare: unshare failed: Operation not permitted",
    "unshare: unshare failed: Operation not permitted (this machine forbids it, as Docker's default profile and Ubuntu's AppArmor do)",
  ],
  [
    "unshare: write failed /proc/self/uid_map: Operation not permitted",
    "unshare: write failed /proc/self/uid_map: Operation not permitted (this machine forbids it, as Docker's default profile and Ubuntu's AppArmor do)",
  ],
  ["something new", "something new"],
])("%j is reported as: %s", (said, told) => {
  expect(whyNoNamespace(said)).toBe(told);
});
