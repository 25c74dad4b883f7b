import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect, onTestFinished, test } from "vitest";

import type { Trace } from "../../../src/index.ts";
import { exchangeRaw } from "../../helpers/proxy.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { startTestServer } from "../../helpers/test-server.ts";
import { findWirewalk } from "../../helpers/wirewalk-program.ts";

const MAIN = await findWirewalk();

/** An error that no code of ours expects, at a chosen moment. */
const FAULTY = `
process.on("SIGURG", () => {
  Promise.reject(new Error("unforeseen in a promise"));
  setImmediate(() => console.error("rejected"));
});
process.on("SIGWINCH", () => {
  setImmediate(() => console.error("thrown"));
  throw new Error("unforeseen in an event");
});`;
const PRELOAD = `data:text/javascript,${encodeURIComponent(FAULTY)}`;

const FAULTS = [
  ["SIGURG", "rejected", "unforeseen in a promise"],
  ["SIGWINCH", "thrown", "unforeseen in an event"],
] as const;

test.each(FAULTS)(
  "an error outside of every connection does not end a recording proxy (%s)",
  async (signal, sign, message) => {
    const folder = await tempFolder();
    const origin = await startTestServer((_, response) => response.end("fine"));
    const proxy = spawn(process.execPath, ["--import", PRELOAD, MAIN, "proxy", "--json", "-o", "t.har"], {
      cwd: folder,
      env: { PATH: process.env["PATH"], HOME: folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void proxy.kill("SIGKILL"));
    let printed = "";
    const said = async (pattern: RegExp): Promise<string> => {
      while (!pattern.test(printed)) {
        if (proxy.exitCode !== null) throw new Error(`It ended: ${printed}`);
        await new Promise((resolve) => {
          proxy.stdout.once("data", resolve);
          proxy.stderr.once("data", resolve);
          proxy.once("exit", resolve);
        });
      }
      return printed;
    };
    const keep = (chunk: Buffer): void => void (printed += chunk.toString());
    proxy.stdout.on("data", keep);
    proxy.stderr.on("data", keep);
    const port = Number(/"url":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(await said(/"listeners".*\n/))?.[1]);
    const ask = (path: string): Promise<string> =>
      exchangeRaw(port, `GET ${origin}${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(await ask("/before")).toMatch(/fine$/);
    proxy.kill(signal);
    await said(new RegExp(sign));
    expect(await ask("/after")).toMatch(/fine$/);
    proxy.kill("SIGINT");
    await said(/"exchanges":2/);
    // Written by wirewalk.
    const { log } = JSON.parse(readFileSync(join(folder, "t.har"), "utf8")) as Trace;
    expect(log.entries.map(({ request }) => request.url)).toEqual([`${origin}/before`, `${origin}/after`]);
    const reason = `exchanges lost by an internal error of the recorder: ${message}`;
    expect(log._wirewalk?.missing).toEqual([{ kind: "dropped", reason, count: 1 }]);
  },
);

test.each(FAULTS)("nor the recording of a command, which ends as usual (%s)", async (signal, sign, message) => {
  const folder = await tempFolder();
  const origin = await startTestServer((_, response) => response.end("fine"));
  const ask = (path: string): string =>
    `"${process.execPath}" -e 'fetch("${origin}${path}").then((answer) => answer.text()).then(console.log)'`;
  // Its parent process is the recorder.
  const script = `${ask("/before")}; kill -${signal.slice(3)} $PPID; ${ask("/after")}; exit 5`;
  const argv = ["--import", PRELOAD, MAIN, "record", "-o", "t.har", "--", "sh", "-c", script];
  const env = { PATH: process.env["PATH"], HOME: folder };
  const ended = promisify(execFile)(process.execPath, argv, { cwd: folder, env });
  await expect(ended).rejects.toMatchObject({
    code: 5,
    stdout: "fine\nfine\n",
    stderr: expect.stringContaining(sign),
  });
  // Written by wirewalk.
  const { log } = JSON.parse(readFileSync(join(folder, "t.har"), "utf8")) as Trace;
  expect(log.entries.map(({ request }) => request.url)).toEqual([`${origin}/before`, `${origin}/after`]);
  const reason = `exchanges lost by an internal error of the recorder: ${message}`;
  expect(log._wirewalk?.missing).toContainEqual({ kind: "dropped", reason, count: 1 });
});
