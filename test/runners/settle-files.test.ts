import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { describeStale } from "../../src/runners/settle-files.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

test("a page that was never written is not called out of date", async () => {
  const file = join(await tempFolder(), "create.md");
  expect(await describeStale(file)).toMatch(/create\.md does not exist$/);
  writeFileSync(file, "# Orders\n");
  expect(await describeStale(file)).toMatch(/create\.md is out of date$/);
});
