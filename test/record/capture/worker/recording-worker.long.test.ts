import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { RING_SIZE } from "../../../../src/record/capture/worker/ring.ts";
import { openJournal } from "../../../../src/trace/journal/open-journal.ts";
import { tempFolder } from "../../../helpers/temp-folder.ts";
import { startTestServer } from "../../../helpers/test-server.ts";

const RECORDER = new URL("../../../../src/record/capture/recorder.ts", import.meta.url).href;
const BODY = 3000;

interface Program {
  /** What the program does after the worker has started. */
  readonly last: string;
  readonly first?: string;
  readonly shell?: readonly string[];
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the test waits for a worker. @default true */
  readonly isHandedOver?: boolean;
}

interface Ended {
  readonly code: unknown;
  readonly signal: unknown;
  readonly stdout: string;
  readonly stderr: string;
  /** Exchanges that the program completed, as far as it could report them. */
  readonly asked: number;
  readonly kept: number;
  readonly damaged: number;
  /** Exchanges that occur more than once. */
  readonly twice: number;
}

/** Runs a program that sends requests until the worker has started, then as specified. `ask(n)` sends n requests at once. */
async function runProgram({
  last,
  first = "",
  shell = [],
  flags = [],
  env = {},
  isHandedOver = true,
}: Program): Promise<Ended> {
  const origin = await startTestServer((_request, response) => response.end("x".repeat(BODY)));
  const journal = join(await tempFolder(), "ended.journal");
  const program = `
    import { writeSync } from "node:fs";
    import { Agent, request } from "undici";
    import { createRecorder } from ${JSON.stringify(RECORDER)};
    ${first}
    const recorder = createRecorder({ journal: ${JSON.stringify(journal)}, workerAfter: 0 });
    const dispatcher = new Agent({ connections: 20 }).compose(recorder.interceptor);
    let asked = 0;
    const one = async () => {
      await (await request(${JSON.stringify(origin)}, { dispatcher })).body.dump();
      asked += 1;
    };
    const ask = (count) => Promise.all(Array.from({ length: count }, one));
    const tell = () => writeSync(1, "asked " + asked + "\\n");
    const before = process.listenerCount("SIGTERM");
    while (${isHandedOver} && asked < 5000 && process.listenerCount("SIGTERM") === before) await ask(1);
    ${last}`;
  const [file, ...args] = [...shell, process.execPath, ...flags, "--input-type=module", "-e", program];
  const cwd = new URL("../../../..", import.meta.url);
  const child = spawn(file ?? "", args, { cwd, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  const [out, err]: Buffer[][] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => out?.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err?.push(chunk));
  const [code, signal]: unknown[] = await once(child, "close");
  const stdout = String(Buffer.concat(out ?? []));
  const reader = openJournal(journal);
  const seen = Array.from(reader.exchanges(), ({ seq }) => seq);
  reader.close();
  return {
    code,
    signal,
    stdout,
    stderr: String(Buffer.concat(err ?? [])),
    asked: Number(/asked (\d+)\n$/.exec(stdout)?.[1]),
    kept: seen.length,
    damaged: reader.damaged,
    twice: seen.length - new Set(seen).size,
  };
}

const ENDINGS = [
  { how: "ends by itself", last: "await dispatcher.close();", code: 0 },
  { how: "calls process.exit", last: "process.exit(7);", code: 7 },
  { how: "throws", last: "throw new Error('boom');", code: 1 },
  { how: "rejects", last: "Promise.reject(new Error('boom')); await new Promise(() => {});", code: 1 },
  {
    how: "is busy and exits",
    last: "for (const end = Date.now() + 300; Date.now() < end;); process.exit(3);",
    code: 3,
  },
  {
    how: "exits again as it exits",
    first: "process.on('exit', () => process.exit(7));",
    last: "process.exit(0);",
    code: 7,
  },
  { how: "is ended by SIGTERM", last: "process.kill(process.pid, 'SIGTERM');", signal: "SIGTERM" },
  { how: "is ended by SIGINT", last: "process.kill(process.pid, 'SIGINT');", signal: "SIGINT" },
  { how: "is started anew by nodemon", last: "process.kill(process.pid, 'SIGUSR2');", signal: "SIGUSR2" },
];

test.each(ENDINGS)(
  "everything is kept if the program $how",
  async ({ first = "", last, code = null, signal = null }) => {
    const { asked, kept, ...ended } = await runProgram({ first, last: `await ask(300); tell(); ${last}` });
    expect(ended).toMatchObject({ code, signal, damaged: 0, twice: 0 });
    expect([asked > 300, kept]).toEqual([true, asked]);
  },
);

test.each([true, false])(
  "a killed program loses no more than the content of the ring; a worker was running: %j",
  async (isHandedOver) => {
    const { asked, kept, damaged, twice } = await runProgram({
      isHandedOver,
      last: "await ask(300); tell(); process.kill(process.pid, 'SIGKILL');",
    });
    expect(twice).toBe(0);
    // The line that was being written, and lines still in the ring.
    expect(damaged).toBeLessThanOrEqual(1);
    expect(kept).toBeGreaterThanOrEqual(asked - Math.ceil(RING_SIZE / BODY));
  },
);

test("a program that handles a signal itself continues, and is then the only listener", async () => {
  const last = `
    process.once("SIGTERM", async () => {
      writeSync(1, "listeners " + process.listenerCount("SIGTERM") + "\\n");
      await ask(5);
      tell();
      process.exit(9);
    });
    process.kill(process.pid, "SIGTERM");
    setInterval(() => {}, 1000);`;
  const { code, stdout, asked, kept } = await runProgram({ last });
  expect([code, stdout.includes("listeners 0"), kept]).toEqual([9, true, asked]);
});

// The moments are counted in turns of the program: its worker is idle, reads, or writes.
test.each([0, 5, 20, 40])(
  "data that a worker leaves when it ends early is written by the program's thread (%i)",
  async (turns) => {
    const first = `let worker; process.on("worker", (made) => (worker = made));`;
    const last = `
    const asking = ask(300);
    for (let turn = 0; turn < ${turns}; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    worker.terminate();
    await asking;
    await ask(50);
    tell();
    process.exit(0);`;
    const { asked, kept, ...ended } = await runProgram({ first, last });
    expect(ended).toMatchObject({ code: 0, damaged: 0, twice: 0 });
    expect(kept).toBe(asked);
  },
);

test("a full disk is reported once, and the program does not notice", async () => {
  const shell = ["sh", "-c", 'ulimit -f 4000; exec "$0" "$@"'];
  const first = `process.on("SIGXFSZ", () => {});`;
  const { code, stdout, stderr, kept, damaged, asked } = await runProgram({
    first,
    shell,
    last: "for (let n = 0; n < 20; n += 1) await ask(200); tell(); process.exit(0);",
  });
  expect([code, stdout]).toEqual([0, `asked ${asked}\n`]);
  expect(stderr.match(/The recording is incomplete: Cannot write ".+": it would be longer/g)).toHaveLength(1);
  expect([kept > 0, kept < asked, damaged <= 1]).toEqual([true, true, true]);
});

test("the permission model forbids workers: the program's thread does all", async () => {
  const flags = ["--permission", "--allow-fs-read=*", "--allow-fs-write=*"];
  const last = "await ask(300); tell(); process.exit(0);";
  const { code, stderr, asked, kept } = await runProgram({ flags, last, isHandedOver: false });
  expect([code, stderr, kept]).toEqual([0, "", asked]);
});

test("the preloaded modules of the program are not loaded again in the worker", async () => {
  const preload = join(await tempFolder(), "preload.mjs");
  await writeFile(preload, 'import { writeSync } from "node:fs"; writeSync(1, "preloaded\\n");');
  const env = { NODE_OPTIONS: `--import ${preload}` };
  const { stdout, kept, asked } = await runProgram({ env, last: "await ask(20); tell(); process.exit(0);" });
  expect([stdout.match(/preloaded/g), kept]).toEqual([["preloaded"], asked]);
});

test("a Worker of the program does not start one of ours", async () => {
  const inWorker = `
    const { Agent, request } = await import("undici");
    const { createRecorder } = await import(${JSON.stringify(RECORDER)});
    process.on("worker", () => { throw new Error("a worker in a worker"); });
    const { journal, origin } = (await import("node:worker_threads")).workerData;
    const recorder = createRecorder({ journal, workerAfter: 0 });
    const dispatcher = new Agent().compose(recorder.interceptor);
    for (let n = 0; n < 30; n += 1) await (await request(origin, { dispatcher })).body.dump();`;
  const last = `
    const { Worker } = await import("node:worker_threads");
    const journal = ${JSON.stringify(join(await tempFolder(), "inner.journal"))};
    const origin = ${JSON.stringify(await startTestServer((_request, response) => response.end()))};
    const code = ${JSON.stringify(`(async () => {${inWorker}})();`)};
    const { once } = await import("node:events");
    await once(new Worker(code, { eval: true, workerData: { journal, origin } }), "exit");
    const { readFileSync } = await import("node:fs");
    writeSync(1, "lines " + readFileSync(journal, "utf8").trim().split("\\n").length + "\\n");
    process.exit(0);`;
  const { stdout, stderr } = await runProgram({ last, isHandedOver: false });
  expect([stdout, stderr]).toEqual(["lines 31\n", ""]);
});
