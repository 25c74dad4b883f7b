import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { readTrace } from "../../../src/trace/files/file.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { startTestServer } from "../../helpers/test-server.ts";
import { findWirewalk } from "../../helpers/wirewalk-program.ts";

const WATCH = new URL("../../helpers/watch-changes.ts", import.meta.url).href;

interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly files: readonly string[];
  readonly folder: string;
}

/** Records two requests; wirewalk gets SIGTERM when it is about to change a file for the `at`-th time. */
async function record(at: number): Promise<Ended> {
  const folder = await tempFolder();
  const url = await startTestServer((_request, response) => response.end("found"));
  const program = ["sh", "-c", `curl -s ${url}/1; curl -s ${url}/2`];
  const argv = ["--import", WATCH, await findWirewalk(), "record", "-o", join(folder, "a.har"), "--", ...program];
  const env = { ...process.env, CHANGES_OF: folder, KILL_AT: String(at), KILL_WITH: "SIGTERM" };
  const child = spawn(process.execPath, argv, { cwd: folder, env, stdio: "ignore" });
  const [status, signal]: (number | string | null)[] = await once(child, "close");
  return { status: status as number | null, signal: signal as string | null, files: await readdir(folder), folder };
}

test("a signal at any moment leaves the complete trace, or nothing", async () => {
  const seen = new Set<number | null>();
  for (let at = 1; at <= 40; at += 2) {
    const { status, signal, files, folder } = await record(at);
    const traces = files.filter((name) => name === "a.har");
    expect([at, signal, files]).toEqual([at, null, traces]);
    if (traces.length === 1) expect((await readTrace(join(folder, "a.har"))).log.entries.length).toBeGreaterThan(0);
    seen.add(status);
  }
  // While the program was starting or running, and while the trace was saved.
  expect(seen).toEqual(new Set([143, 0]));
}, 300_000);
