import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { RECORDING } from "./recording.ts";
import { openServers } from "./servers.ts";
import { fillTemplate } from "./template.ts";
import { listPairs, listRows, tryPair } from "./world.ts";

const PAIRS = (await listPairs()).filter(({ command }) => command in RECORDING);

const template = mkdtempSync(join(tmpdir(), "wirewalk-test-"));
const servers = await openServers();
beforeAll(() => fillTemplate(template, servers.names));
afterAll(() => {
  rmSync(template, { recursive: true, force: true });
  servers.close();
});

test.each(PAIRS)("$command $mode: --$option counts", (pair) => tryPair(RECORDING, pair, template, servers.names));

test("each row has an option", () => {
  const options = new Set(PAIRS.map(({ command, option }) => `${command} --${option}`));
  expect(listRows(RECORDING).filter((row) => !options.has(row))).toEqual([]);
});
