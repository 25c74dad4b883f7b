import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

test("actionlint has nothing to say of the workflows", () => {
  const folder = join(ROOT, ".github/workflows");
  const files = readdirSync(folder).map((name) => join(folder, name));
  const tool = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12";
  expect(execFileSync("go", ["run", tool, ...files], { cwd: ROOT, encoding: "utf8" })).toBe("");
});
