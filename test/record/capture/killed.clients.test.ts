import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { readTrace } from "../../../src/trace/files/file.ts";
import type { Entry } from "../../../src/trace/model/types.ts";
import { runCli } from "../../cli/run-cli.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { startTestServer } from "../../helpers/test-server.ts";

const here = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

/** Records eight exchanges, one of which reveals a secret, notes each when it is on the disk, and saves. */
const PROGRAM = `
  import { writeSync } from "node:fs";
  import { Agent, request } from "undici";
  import { createRecorder } from ${here("../../../src/record/capture/recorder.ts")};
  const [, url, file] = process.argv;
  const finished = (globalThis.finished = []);
  const recorder = createRecorder({ journal: file + ".journal" });
  const agent = new Agent();
  const dispatcher = agent.compose(recorder.interceptor);
  for (let n = 1; n <= 8; n += 1) {
    const headers = n === 3 ? { "X-Auth-Token": "s3cr3t-value-learned-late" } : {};
    await (await request(url + "/" + n, { headers, dispatcher })).body.dump();
    for (let turn = 0; turn < 2; turn += 1) await new Promise(setImmediate);
    finished.push(String(n));
  }
  await recorder.save(file);
  await agent.close();`;

interface Moment {
  /** The files at that moment. */
  readonly folder: string;
  /** Exchanges that had finished. */
  readonly finished: readonly string[];
}

/** Runs a program that records, and returns the files that it would have left if it had been killed before each change of a file. */
async function recordMoments(program: string): Promise<readonly Moment[]> {
  const copies = await tempFolder();
  await run(program, await tempFolder(), { CHANGES_TO: copies });
  const names = (await readdir(copies)).filter((name) => name.endsWith(".json"));
  return Promise.all(
    names.map(async (name) => ({
      folder: join(copies, name.replace(".json", "")),
      finished: JSON.parse(await readFile(join(copies, name), "utf8")),
    })),
  );
}

async function run(program: string, folder: string, env: NodeJS.ProcessEnv): Promise<unknown> {
  const url = await startTestServer((request, response) => response.end(`${request.url}`.repeat(1000)));
  const imports = ["--import", new URL("../../helpers/watch-changes.ts", import.meta.url).href];
  const argv = [...imports, "--input-type=module", "-e", program, url, join(folder, "t.har")];
  const child = spawn(process.execPath, argv, {
    cwd: new URL("../../..", import.meta.url),
    env: { CHANGES_OF: folder, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [exitCode]: unknown[] = await once(child, "close");
  return exitCode;
}

/** Runs the command that `wirewalk recover` suggests; a journal is used before the trace that was being written from it. */
async function recoverAll(folder: string): Promise<string> {
  let said = "";
  const names = (await readdir(folder)).filter((name) => !name.endsWith(".har") && !name.endsWith(".secrets"));
  for (const name of names.toSorted((a, b) => Number(/\.tmp-/.test(a)) - Number(/\.tmp-/.test(b)))) {
    if (!(await readdir(folder)).includes(name)) continue;
    said += (await runCli(["recover", join(folder, name)])).stderr;
  }
  return said;
}

/** Numbers of the exchanges in all traces of a directory. */
async function readAll(folder: string): Promise<readonly string[]> {
  const traces = (await readdir(folder)).filter((name) => name.endsWith(".har")).toSorted();
  const read = await Promise.all(traces.map(async (name) => (await readTrace(join(folder, name))).log.entries));
  return read.flat().map(({ request }) => new URL(request.url).pathname.slice(1));
}

async function expectAll({ folder, finished }: Moment): Promise<string> {
  const before = await readdir(folder);
  const said = await recoverAll(folder);
  const found = await readAll(folder);
  expect({ before, said, found }).toMatchObject({ found: expect.arrayContaining([...finished]) });
  expect({ before, said, once: new Set(found).size }).toMatchObject({ once: found.length });
  // A journal without a finished exchange is left to its owner.
  const isEmpty = (name: string): boolean => /contains no finished exchange|is damaged/.test(said.split(name)[1] ?? "");
  const left = (await readdir(folder)).filter(
    (name) => !name.endsWith(".har") && !isEmpty(name.replace(".secrets", "")),
  );
  expect({ before, said, left }).toMatchObject({ left: [] });
  return said;
}

test("a recorder that is killed before any change of a file: finished exchanges are in the trace, once, and no file is left", async () => {
  const moments = await recordMoments(PROGRAM);
  expect(moments.length).toBeGreaterThan(20);
  let said = "";
  for (const moment of moments) said += await expectAll(moment);
  expect(said).toContain("it was already complete; only its journal was left");
});

const ROTATING = PROGRAM.replace(
  'journal: file + ".journal"',
  "journal: file + '.journal', rotation: { file, exchanges: 3 }",
);

test("the same for a recording in parts: finished exchanges are in one of them", async () => {
  const moments = await recordMoments(ROTATING);
  expect(moments.length).toBeGreaterThan(40);
  for (const moment of moments) {
    await expectAll(moment);
    const { log } = await readTrace(moment.folder).catch(() => readTraceOfNone);
    expect(new Set(log.entries.map(({ _id }) => _id)).size).toBe(log.entries.length);
  }
});

const readTraceOfNone = { log: { entries: [] as readonly Entry[] } };

test.each([3, 9, 15, 19, 22])("with a real kill before change number %i", async (killAt) => {
  const folder = await tempFolder();
  expect(await run(PROGRAM, folder, { KILL_AT: String(killAt) })).toBeNull();
  await expectAll({ folder, finished: [] });
});
