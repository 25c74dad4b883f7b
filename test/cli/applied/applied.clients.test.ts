import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, test } from "vitest";

import { openServers } from "./servers.ts";
import { fillTemplate } from "./template.ts";
import { TRIALS, needsProgram } from "./trials.ts";
import { listPairs, tryPair } from "./world.ts";

const PAIRS = (await listPairs()).filter(needsProgram);

const template = mkdtempSync(join(tmpdir(), "wirewalk-test-"));
const servers = await openServers();
beforeAll(() => fillTemplate(template, servers.names));
afterAll(() => {
  rmSync(template, { recursive: true, force: true });
  servers.close();
});

test.each(PAIRS)("$command $mode: --$option applies", (pair) => tryPair(TRIALS, pair, template, servers.names));
