import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { Durability } from "../../../src/record/capture/recording.ts";
import { openJournal } from "../../../src/trace/journal/open-journal.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { startTestServer } from "../../helpers/test-server.ts";

const RECORDER = new URL("../../../src/record/capture/recorder.ts", import.meta.url).href;
const ASKED = 6;

interface Ended {
  readonly code: unknown;
  readonly signal: unknown;
  readonly stdout: string;
  readonly stderr: string;
  /** Exchanges in the journal, and its damaged lines. */
  readonly kept: number;
  readonly damaged: number;
}

/**
 * Runs a program that sends some requests one after another and then ends in some way, in the same turn of the event loop in which it received its last
 * response.
 */
async function runEnding(durability: Durability, last: string, shell: readonly string[] = []): Promise<Ended> {
  const origin = await startTestServer((_request, response) => response.end("x".repeat(3000)));
  const journal = join(await tempFolder(), "ended.journal");
  const program = `
    import { Agent, request } from "undici";
    import { createRecorder } from ${JSON.stringify(RECORDER)};
    process.on("SIGXFSZ", () => {});
    const recorder = createRecorder({ journal: ${JSON.stringify(journal)}, durability: "${durability}" });
    const dispatcher = new Agent().compose(recorder.interceptor);
    for (let n = 0; n < ${ASKED}; n += 1) await (await request("${origin}/" + n, { dispatcher })).body.text();
    console.log("all answered");
    ${last}`;
  const [file, ...before] = [...shell, process.execPath];
  const child = spawn(file, [...before, "--input-type=module", "-e", program], {
    cwd: new URL("../../..", import.meta.url),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err]: Buffer[][] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => out?.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err?.push(chunk));
  const [code, signal]: unknown[] = await once(child, "close");
  const reader = openJournal(journal);
  const { length: kept, damaged } = reader;
  reader.close();
  return {
    code,
    signal,
    stdout: String(Buffer.concat(out ?? [])),
    stderr: String(Buffer.concat(err ?? [])),
    kept,
    damaged,
  };
}

/** How a program ends, and how many of its last exchanges a journal that is written once a turn may then lose. */
const ENDINGS = [
  { how: "calls process.exit", last: "process.exit(7);", code: 7, lost: 0 },
  { how: "throws", last: "throw new Error('boom');", code: 1, lost: 0 },
  { how: "rejects", last: "Promise.reject(new Error('boom')); await new Promise(() => {});", code: 1, lost: 0 },
  { how: "is ended by SIGTERM", last: "process.kill(process.pid, 'SIGTERM');", signal: "SIGTERM", lost: 1 },
  { how: "is ended by SIGINT", last: "process.kill(process.pid, 'SIGINT');", signal: "SIGINT", lost: 1 },
  { how: "is killed", last: "process.kill(process.pid, 'SIGKILL');", signal: "SIGKILL", lost: 1 },
];

describe.each(["turn", "exchange"] as const)("a recording by %s", (durability) => {
  test.each(ENDINGS)("is complete if the program $how", async ({ last, lost, code = null, signal = null }) => {
    const { kept, damaged, stdout, ...ended } = await runEnding(durability, last);
    expect(ended).toMatchObject({ code, signal });
    expect(stdout).toBe("all answered\n");
    expect(kept).toBeGreaterThanOrEqual(durability === "exchange" ? ASKED : ASKED - lost);
    expect(damaged).toBe(0);
  });

  test("ends if the disk is full, and the program does not notice", async () => {
    // Less than two exchanges a file; there are three files with the temporary ones.
    const limit = ["sh", "-c", 'ulimit -f 10; exec "$0" "$@"'];
    const { code, stdout, stderr, kept, damaged } = await runEnding(durability, "process.exit(0);", limit);
    expect([code, stdout]).toEqual([0, "all answered\n"]);
    expect(
      stderr.match(/The recording is incomplete: Cannot write ".+ended.journal": it would be longer/g),
    ).toHaveLength(1);
    expect(kept).toBeGreaterThan(0);
    expect(damaged).toBeLessThanOrEqual(1);
  });
});
