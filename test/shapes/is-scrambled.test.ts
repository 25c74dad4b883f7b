import { describe, expect, test } from "vitest";

import { isScrambled } from "../../src/shapes/is-scrambled.ts";
import { createRandom } from "../secrets/random.ts";

describe("isScrambled", () => {
  test.each([
    "postgresql15creds",
    "kubernetes1certs",
    "elasticsearch7user",
    "ingressnginx1tls",
    "oauth2clientcreds",
    "wordpress2024salts",
    "default2026password",
  ])("%s is a name", (name) => {
    expect(isScrambled(name)).toBe(false);
  });

  test("letters alone and digits alone are not scrambled", () => {
    expect(isScrambled("qxzvkjwqxzvkjw")).toBe(false);
    expect(isScrambled("48291748291748")).toBe(false);
  });

  test("hardly any random run looks like a name", () => {
    const runs = Array.from({ length: 2000 }, (_, seed) => createRandom(`run ${seed}`).fill("k{l10}9{l4}z"));
    expect(runs.filter((run) => !isScrambled(run)).length).toBeLessThan(20);
  });
});
