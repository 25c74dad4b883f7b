import { expect, test } from "vitest";

import { parseLine } from "./parse-line.ts";
import { readGuide, readSpans } from "./read-guide.ts";

const PAGE = "skills/wirewalk/SKILL.md";

test("the skill names no command and no option that does not exist", async () => {
  const commands = readGuide(PAGE).flatMap((part) => (part.kind === "command" ? [part.command] : []));
  const lines = [...commands, ...readSpans(PAGE)].filter((line) => line.startsWith("wirewalk "));
  expect(lines.length).toBeGreaterThan(8);
  for (const line of lines) await expect(parseLine(line), line).resolves.toBeUndefined();
});
