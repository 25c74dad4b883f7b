import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { READING } from "./reading.ts";
import { fillTemplate } from "./template.ts";
import { listPairs, listRows, tryPair } from "./world.ts";

const PAIRS = await listPairs();

const template = mkdtempSync(join(tmpdir(), "wirewalk-test-"));
beforeAll(() => fillTemplate(template));
afterAll(() => rmSync(template, { recursive: true, force: true }));

test.each(PAIRS.filter(({ command }) => command in READING))("$command $mode: --$option counts", (pair) =>
  tryPair(READING, pair, template),
);

/** Those that record, or that answer clients, are tried in a file of their own. */
const ELSEWHERE = ["record", "proxy", "replay", "gather", "push", "doctor"];

test("each option that counts has a row, and each row an option", () => {
  const options = new Set(PAIRS.map(({ command, option }) => `${command} --${option}`));
  const commands = new Set(PAIRS.map(({ command }) => command));
  expect(new Set([...Object.keys(READING), ...ELSEWHERE])).toEqual(commands);
  expect(listRows(READING).filter((row) => !options.has(row))).toEqual([]);
});
