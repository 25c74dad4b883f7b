import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { VARIABLES } from "../../../src/record/command/variables.ts";

test("the guide lists the variables and the programs that read them correctly", () => {
  const guide = readFileSync(new URL("../../../docs/guide/record-a-command.md", import.meta.url), "utf8");
  const [table = ""] = /^\| Variables .*\n(?:\|.*\n)+/m.exec(guide) ?? [];
  const rows = table.matchAll(/^\| (`.*`) +\| (.*?) +\|$/gm);
  const shown = Array.from(rows, ([, names, readBy]) => ({ names, readBy }));
  expect(shown).toEqual(
    VARIABLES.map(({ names, readBy }) => ({ names: names.map((name) => `\`${name}\``).join(", "), readBy })),
  );
});
