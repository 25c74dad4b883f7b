import { join } from "node:path";

import { expect, test } from "vitest";

import { toWalkthroughFiles } from "../../src/runners/walkthrough-files.ts";

test("the files of a walkthrough are next to the test file", () => {
  const folder = join("/app", "test", "walkthroughs", "orders");
  expect(toWalkthroughFiles("orders/create", "/app/test/orders.test.ts")).toEqual({
    trace: join(folder, "create.har"),
    page: join(folder, "create.md"),
  });
  expect(toWalkthroughFiles("create", "/app/test/a.test.ts", "../docs").page).toBe(join("/app", "docs", "create.md"));
});

test.each([
  "",
  "..",
  "../secrets",
  "orders/../../x",
  "/etc/passwd",
  "a//b",
  "a/",
  "C:/x",
  "con:",
  "a\\b",
  "A",
  "ä",
  "a b",
  "-x",
  "orders/nul",
  "com1",
])("%j is not the name of a walkthrough", (name) => {
  expect(() => toWalkthroughFiles(name, "/app/test/a.test.ts")).toThrow(`"${name}" cannot be the name`);
});
