import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { openServers } from "./servers.ts";
import { fillTemplate } from "./template.ts";
import { TRIALS, needsProgram } from "./trials.ts";
import { listPairs, listRows, tryPair } from "./world.ts";

const PAIRS = await listPairs();

const template = mkdtempSync(join(tmpdir(), "wirewalk-test-"));
const servers = await openServers();
beforeAll(() => fillTemplate(template));
afterAll(() => {
  rmSync(template, { recursive: true, force: true });
  servers.close();
});

/** applied.clients.test.ts tries the others. An option without a row fails. */
test.each(PAIRS.filter((pair) => !needsProgram(pair)))("$command $mode: --$option applies", (pair) =>
  tryPair(TRIALS, pair, template, servers.names),
);

test("each row has an option", () => {
  const options = new Set(PAIRS.map(({ command, option }) => `${command} --${option}`));
  expect(listRows(TRIALS).filter((row) => !options.has(row))).toEqual([]);
});
