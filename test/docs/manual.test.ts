import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { toMdoc } from "../../scripts/man/mdoc.ts";
import { describeCommands } from "../../src/cli/completion/describe-commands.ts";

test("the manual page matches the commands (else run `npm run man`)", async () => {
  const page = readFileSync(join(import.meta.dirname, "../../man/wirewalk.1"), "utf8");
  expect(page).toBe(toMdoc(await describeCommands()));
});
