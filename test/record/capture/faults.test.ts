import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";

import { Agent, request } from "undici";
import { expect, onTestFinished, test } from "vitest";

import { createRecorder } from "../../../src/record/capture/recorder.ts";
import { createRedactor } from "../../../src/redact/redactor.ts";
import { openJournal } from "../../../src/trace/journal/open-journal.ts";
import { startRecording } from "../../helpers/record.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { startTestServer } from "../../helpers/test-server.ts";

test("an internal error in redaction is reported once, writes nothing unmasked, and the caller does not notice", async () => {
  const origin = await startTestServer((_request, response) => response.end("answer"));
  const messages: string[] = [];
  const redactor = {
    ...createRedactor(),
    redactExchange: () => {
      throw new Error("redaction broke");
    },
  };
  const recording = await startRecording({ redactor, onFault: (message) => messages.push(message) });
  for (let count = 0; count < 3; count++) {
    expect(await (await request(origin, { dispatcher: recording.agent })).body.text()).toBe("answer");
  }
  expect(messages).toEqual(["The recording is incomplete: redaction broke"]);
  expect(await recording.entries()).toEqual([]);
});

test("without a listener, the error is one warning on stderr", async () => {
  const folder = await tempFolder();
  const program = `
    import { createServer } from "node:http";
    import { Agent, request } from "undici";
    import { createRecorder } from ${JSON.stringify(new URL("../../../src/record/capture/recorder.ts", import.meta.url).href)};
    const server = createServer((_request, response) => response.end("answer")).listen(0, "127.0.0.1", async () => {
      const now = () => { throw new Error("no clock"); };
      const recorder = createRecorder({ now, redactor: false, journal: ${JSON.stringify(join(folder, "j"))} });
      const dispatcher = new Agent().compose(recorder.interceptor);
      for (let n = 0; n < 3; n++) {
        const { body } = await request("http://127.0.0.1:" + server.address().port, { dispatcher });
        process.stdout.write(await body.text());
      }
      process.exit();
    });`;
  const { stdout, stderr } = await run(program);
  expect(stdout).toBe("answeransweranswer");
  expect(stderr.match(/WirewalkWarning: The recording is incomplete: no clock/g)).toHaveLength(1);
});

test("a program with many recorders does not notice them, and all of their journals are complete", async () => {
  const origin = await startTestServer((_request, response) => response.end("answer"));
  const folder = await tempFolder();
  const program = `
    import { Agent, request } from "undici";
    import { createRecorder } from ${JSON.stringify(new URL("../../../src/record/capture/recorder.ts", import.meta.url).href)};
    for (let n = 0; n < 12; n += 1) {
      const { interceptor } = createRecorder({ journal: ${JSON.stringify(folder)} + "/" + n + ".journal", workerAfter: 0 });
      const dispatcher = new Agent().compose(interceptor);
      await (await request(${JSON.stringify(origin)}, { dispatcher })).body.text();
    }
    process.exit();`;
  expect((await run(program)).stderr).toBe("");
  for (let number = 0; number < 12; number += 1) {
    const journal = openJournal(join(folder, `${number}.journal`));
    expect(journal.length).toBe(1);
    journal.close();
  }
});

test("a journal that can no longer be written ends the recording, not the program, and each lost exchange counts", async () => {
  const waiting: ServerResponse[] = [];
  const origin = await startTestServer((_request, response) => {
    waiting.push(response);
    if (waiting.length === 4) for (const one of waiting.splice(0)) one.end("x".repeat(5000));
  });
  const folder = await tempFolder();
  const journal = join(folder, "full.journal");
  // A file size limit is the only kind of full disk that a test can have without being root.
  const program = `
    import { Agent, request } from "undici";
    import { createRecorder } from ${JSON.stringify(new URL("../../../src/record/capture/recorder.ts", import.meta.url).href)};
    process.on("SIGXFSZ", () => {});
    const recorder = createRecorder({ redactor: false, journal: ${JSON.stringify(journal)} });
    const dispatcher = new Agent().compose(recorder.interceptor);
    const ask = async () => (await request(${JSON.stringify(origin)}, { dispatcher })).body.text();
    for (let n = 0; n < 5; n++) {
      await Promise.all([ask(), ask(), ask(), ask()]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { exchanges, lost } = recorder.take();
    console.log(exchanges + lost + " of 20 known");
    process.exit();`;
  const { stdout, stderr } = await run(program, ["sh", "-c", 'ulimit -f 16; exec "$0" "$@"', process.execPath]);
  expect(stdout).toBe("20 of 20 known\n");
  expect(stderr.match(/The recording is incomplete: Cannot write ".+full.journal": it would be longer/g)).toHaveLength(
    1,
  );
  const reader = openJournal(journal);
  expect(reader.length).toBeGreaterThan(0);
  expect(reader.damaged).toBe(1);
  reader.close();
});

test("kill -9 loses no finished exchange", async () => {
  const origin = await startTestServer((_request, response) => response.end("answer"));
  const folder = await tempFolder();
  const journal = join(folder, "killed.journal");
  const program = `
    import { Agent, request } from "undici";
    import { createRecorder } from ${JSON.stringify(new URL("../../../src/record/capture/recorder.ts", import.meta.url).href)};
    const recorder = createRecorder({ journal: ${JSON.stringify(journal)} });
    const dispatcher = new Agent().compose(recorder.interceptor);
    for (let n = 0; n < 10; n++) {
      await (await request(${JSON.stringify(origin)} + "/" + n, { dispatcher })).body.text();
    }
    setImmediate(() => process.kill(process.pid, "SIGKILL"));`;
  await run(program);
  const reader = openJournal(journal);
  expect([...reader.exchanges()].map((exchange) => exchange.status)).toEqual(Array(10).fill(200));
  reader.close();
});

test("only its owner can read the journal, which is removed when the trace is written", async () => {
  const origin = await startTestServer((_request, response) => response.end());
  const folder = await tempFolder();
  const file = join(folder, "trace.har");
  const recorder = createRecorder({ journal: `${file}.journal` });
  const agent = new Agent();
  onTestFinished(() => agent.destroy());
  await (await request(origin, { dispatcher: agent.compose(recorder.interceptor) })).body.dump();
  expect(statSync(`${file}.journal`).mode & 0o777).toBe(0o600);
  expect(await recorder.save(file)).toMatchObject({ file, exchanges: 1, lost: 0 });
  expect(existsSync(`${file}.journal`)).toBe(false);
  expect(JSON.parse(readFileSync(file, "utf8"))).toHaveProperty("log.entries.length", 1);
  expect(() => createRecorder({ journal: file })).toThrow(/another file has its name/);
});

test("an exchange masked late: the journal's successor does not contain what was learned after it", async () => {
  const secret = "s3cr3t-value-learned-late";
  const origin = await startTestServer((incoming, response) => {
    response.end(incoming.url === "/first" ? `echo ${secret}` : "");
  });
  const folder = await tempFolder();
  const file = join(folder, "trace.har");
  const recorder = createRecorder({ journal: `${file}.journal` });
  const agent = new Agent();
  onTestFinished(() => agent.destroy());
  const dispatcher = agent.compose(recorder.interceptor);
  await (await request(`${origin}/first`, { dispatcher })).body.dump();
  await (await request(`${origin}/second`, { headers: { "X-Auth-Token": secret }, dispatcher })).body.dump();
  await recorder.save(file);
  const text = readFileSync(file, "utf8");
  expect(text).not.toContain(secret);
  expect(text).toContain("echo REDACTED-token-1");
  expect(text).toContain('"value": "REDACTED-token-1"');
});

/** Runs a program in its own process, in this project, so that it finds undici. */
async function run(
  program: string,
  command: readonly string[] = [process.execPath],
): Promise<{ stdout: string; stderr: string }> {
  const [file = "", ...args] = command;
  const child = spawn(file, [...args, "--input-type=module", "-e", program], {
    cwd: new URL("../../..", import.meta.url),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  await once(child, "close");
  return { stdout, stderr };
}
