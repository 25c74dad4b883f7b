import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { expect, test } from "vitest";

import { COMMANDS, nameOf } from "../../../src/cli/commands.ts";

const PAGE = join(import.meta.dirname, "../../../man/wirewalk.1");

test("mandoc finds no error in the manual page", () => {
  expect(execFileSync("mandoc", ["-T", "lint", "-W", "warning", PAGE], { encoding: "utf8" })).toBe("");
});

test("the manual page is displayed correctly", () => {
  const page = execFileSync("mandoc", ["-T", "ascii", "-O", "width=100", PAGE], { encoding: "utf8" });
  // A bold letter is the letter, a backspace, and the letter again.
  const text = page.replaceAll(/.[\b]/g, "");
  for (const entry of COMMANDS) expect(text).toMatch(new RegExp(`^ {5}${nameOf(entry)}\\b`, "m"));
  expect(text).toContain("wirewalk record -o images.har -- openstack image list");
  expect(text).toContain("     replay TRACE [-- program ...]");
  expect(text).toMatch(/--format FORMAT\s+Output format \[one of: mermaid, svg, png, text\]/);
});
