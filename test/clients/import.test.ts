import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

import { expect, onTestFinished, test } from "vitest";

import { readTrace } from "../../src/trace/files/file.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { runWirewalk } from "./run-wirewalk.ts";

/** The mitmproxy 8 of Debian writes HAR with a separate script; newer versions have it built in. */
const HAR_DUMP = "/usr/share/doc/mitmproxy/examples/contrib/har_dump.py";

test("a HAR file of mitmproxy is imported with its secrets masked", async () => {
  const folder = await tempFolder();
  const origin = await startTestServer((request, response) => {
    request.resume();
    if (request.url === "/zip") response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync('{"a":1}'));
    else response.writeHead(404, { "X-Subject-Token": "a-token-of-the-real-cloud" }).end("no");
  });
  await recordByMitmproxy(join(folder, "mitm.har"), folder, async (proxy) => {
    const curl = async (...args: readonly string[]): Promise<unknown> =>
      promisify(execFile)("curl", ["--silent", "--noproxy", "", "--proxy", proxy, ...args]);
    await curl(`${origin}/zip`);
    await curl(
      "--json",
      '{"password":"hunter2-long-one"}',
      "--header",
      "X-Auth-Token: a-token-of-the-real-cloud",
      origin,
    );
  });
  const file = join(folder, "trace.har");
  const { exitCode } = await runWirewalk(["import", join(folder, "mitm.har"), "-o", file], { HOME: folder });
  expect(exitCode).toBe(0);
  const { log } = await readTrace(file);
  expect(log.entries.map(({ request, response }) => [request.method, request.url, response.status])).toEqual([
    ["GET", `${origin}/zip`, 200],
    ["POST", `${origin}/`, 404],
  ]);
  expect(log.entries.map(({ request, response }) => [request.postData?.text, response.content.text])).toEqual([
    [undefined, '{"a":1}'],
    ['{"password":"REDACTED-password-1"}', "no"],
  ]);
  expect(await readFile(file, "utf8")).not.toMatch(/hunter2|a-token-of/);
});

async function recordByMitmproxy(file: string, home: string, use: (proxy: string) => Promise<void>): Promise<void> {
  const args = ["--listen-host", "127.0.0.1", "-p", "0", "-s", HAR_DUMP, "--set", `hardump=${file}`];
  // Python buffers its output to a pipe.
  const env = { PATH: process.env["PATH"], HOME: home, PYTHONUNBUFFERED: "1" };
  const program = spawn("mitmdump", args, { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(program, "exit");
  onTestFinished(() => void program.kill("SIGKILL"));
  try {
    let said = "";
    for await (const chunk of program.stdout.iterator({ destroyOnReturn: false })) {
      said += String(chunk);
      const port = /listening at \S*?:(\d+)/.exec(said)?.[1];
      if (port === undefined) continue;
      program.stdout.resume();
      await use(`http://127.0.0.1:${port}`);
      break;
    }
  } finally {
    program.kill("SIGINT");
    await ended;
  }
}
