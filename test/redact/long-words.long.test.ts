import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { expect, test } from "vitest";

/**
 * A process that has compiled many patterns does not optimize further ones. A pattern that passes any number of characters then needs some bytes of V8's stack
 * for each, and a text of some megabytes overflows it (docs/notes/v8-patterns.md).
 */
test.each([
  ["x", "eyJ"],
  ["x", "<password>"],
  ["7", "token: "],
  ["a=b&", ""],
])(
  "6 MB of %j after %j are searched, masked, and compared in a process that optimizes no patterns",
  (shape, opening) => {
    const program = join(import.meta.dirname, "search-long-words.ts");
    const output = execFileSync(process.execPath, ["--no-regexp-optimization", program, shape, opening], {
      encoding: "utf8",
    });
    expect(JSON.parse(output)).toEqual({ text: "done", json: "done", scan: "done", asked: "done" });
  },
);
