import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, onTestFinished, test, vi } from "vitest";

import { makeSessionKeyText } from "../../src/redact/session/session-key.ts";
import { readTrace } from "../../src/trace/files/file.ts";
import { forgetKey } from "../../src/trace/journal/key-file.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { findWirewalk } from "../helpers/wirewalk-program.ts";
import { runCli } from "./run-cli.ts";

const MAIN = await findWirewalk();

interface Recording {
  readonly program: ChildProcess;
  readonly trace: string;
  readonly journal: string;
}

/**
 * Records a program that sends two requests and then runs until it is killed; both exchanges are complete. Only the second request reveals that a value in the
 * first response is a secret.
 */
async function startRecording(session?: string): Promise<Recording> {
  const folder = await tempFolder();
  const url = await startTestServer((_, response) => response.end("t0k-5ecret"));
  const trace = join(folder, "t.har");
  const script = `curl -s "$0/1"; curl -s -H "X-Auth-Token: $(printf t0k-5%s ecret)" "$0/2"; echo ready $$; exec sleep 300`;
  const argv = [MAIN, "record", "-o", trace, "--", "sh", "-c", script, url];
  const env = { PATH: process.env["PATH"], WIREWALK_CONFIG_DIR: folder, ...(session && { WIREWALK_SESSION: session }) };
  const program = spawn(process.execPath, argv, { env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  while (!/ready \d+\n/.test(output)) {
    const [chunk]: unknown[] = await once(program.stdout, "data");
    output += String(chunk);
  }
  const pid = Number(/ready (\d+)/.exec(output)?.[1]);
  onTestFinished(() => {
    forgetKey(`${trace}.journal`);
    program.kill("SIGKILL");
    if (isAlive(pid)) process.kill(pid, "SIGKILL");
  });
  return { program, trace, journal: `${trace}.journal` };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** When both exchanges are in the journal: the program has its responses before that. */
async function breakOff(session?: string): Promise<Recording> {
  const recording = await startRecording(session);
  await vi.waitFor(() => expect(readFileSync(recording.journal, "utf8")).toMatch(/REDACTED-token-/), {
    timeout: 30_000,
    interval: 5,
  });
  recording.program.kill("SIGKILL");
  await once(recording.program, "exit");
  return recording;
}

/** The keys that name this journal; keys of other recordings on this machine come and go. */
async function listKeys(journal: string): Promise<readonly string[]> {
  const folders = [`/run/user/${process.getuid?.()}`, "/dev/shm"].filter(existsSync);
  const names = await Promise.all(folders.map((folder) => readdir(folder)));
  const keys = folders.flatMap((folder, index) => (names[index] ?? []).map((name) => join(folder, name)));
  return keys.filter((key) => key.endsWith(".key") && readKey(key).includes(journal));
}

/** Nothing from a key that was removed in the meantime. */
function readKey(file: string): string {
  return existsSync(file) ? readFileSync(file, "latin1") : "";
}

describe("wirewalk recover", () => {
  test("rebuilds the trace of a killed recording, without loss", async () => {
    const { trace, journal } = await breakOff();
    expect(existsSync(trace)).toBe(false);
    const { exitCode, stderr } = await runCli(["recover", journal]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: `Recovered 2 exchanges in ${trace}.\n` });
    const { log } = await readTrace(trace);
    expect(log.entries.map(({ request }) => new URL(request.url).pathname)).toEqual(["/1", "/2"]);
    expect(log._wirewalk?.command).toMatchObject({ exitCode: -1, argv: expect.arrayContaining(["sh", "-c"]) });
    expect(await readFile(trace, "utf8")).not.toContain("t0k-5ecret");
    expect([journal, `${journal}.secrets`].filter(existsSync)).toEqual([]);
  });

  test("a secret that is recognized late is masked in everything before it, in the terminal too", async () => {
    const { trace, journal } = await breakOff();
    expect(await readFile(journal, "utf8")).toContain("t0k-5ecret");
    expect((await runCli(["show", journal, "--step", "1"])).stdout).toContain("REDACTED-token-1");
    await runCli(["recover", journal]);
    const { log } = await readTrace(trace);
    expect(log.entries.map(({ response }) => response.content.text)).toEqual(["REDACTED-token-1", "REDACTED-token-1"]);
  });

  test("for a session it is what its recorder would have written: signed, complete, and with the secrets of the others", async () => {
    const session = makeSessionKeyText();
    const { trace, journal } = await breakOff(session);
    const env = { WIREWALK_SESSION: session };
    expect((await runCli(["recover", journal], { env })).exitCode).toBe(0);
    const { log } = await readTrace(trace);
    expect(log._wirewalk?.session?.sealed).not.toHaveLength(0);
    expect(await readFile(trace, "utf8")).toMatch(/REDACTED-token-[a-z]{3}\d{9}/);
    const { stdout } = await runCli(["gather", trace, "--dry-run"], { env });
    expect(stdout).toContain("complete, and signed with the key of the session: t (2 of 2)");
  });

  test("without the key, as after a restart, it is as it was written, and masked values stay masked", async () => {
    const { trace, journal } = await breakOff();
    forgetKey(journal);
    const { exitCode, stderr } = await runCli(["recover", journal]);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/Note: the key for \d+ of the secrets is lost: secrets detected late may be unmasked/);
    const { log } = await readTrace(trace);
    expect(log.entries.map(({ response }) => response.content.text)).toEqual(["t0k-5ecret", "REDACTED-token-1"]);
  });

  test("learned secrets are on no disk, but sealed; the key is in the owner's memory, and is removed with the journal", async () => {
    const { journal } = await breakOff();
    const sealed = await readFile(`${journal}.secrets`, "utf8");
    expect(sealed).not.toContain("5ecret");
    expect(sealed.trim().split("\n")).not.toHaveLength(0);
    expect((await stat(`${journal}.secrets`)).mode & 0o777).toBe(0o600);
    const keys = await listKeys(journal);
    expect(keys).toHaveLength(1);
    expect(keys.map((key) => statSync(key).mode & 0o777)).toEqual([0o600]);
    await runCli(["recover", journal]);
    expect(keys.filter(existsSync)).toEqual([]);
  });

  test("a Node program that was killed together with wirewalk: the recordings of proxy and program are one trace", async () => {
    const folder = await tempFolder();
    const url = await startTestServer((_, response) => response.end("t0k-5ecret"));
    const trace = join(folder, "t.har");
    const program = `
      const secret = ["t0k", "5ecret"].join("-");
      const headers = { "X-Auth-Token": secret };
      await (await fetch(process.argv[1] + "/inside", { headers })).text();
      require("node:child_process").execFileSync("curl", ["-s", "-H", "X-Auth-Token: " + secret, process.argv[1] + "/proxy"]);
      const { readdirSync, readFileSync } = require("node:fs");
      const journals = () => readdirSync(process.argv[2]).map((name) => readFileSync(process.argv[2] + "/" + name, "utf8"));
      // curl has its answer a moment before the proxy has written it down.
      while (!["/inside", "/proxy"].every((path) => journals().some((text) => text.includes(process.argv[1] + path)))) await new Promise(setImmediate);
      process.kill(process.ppid, "SIGKILL");
      process.kill(process.pid, "SIGKILL");`;
    const script = `(async () => {${program}})()`;
    const argv = [MAIN, "record", "-o", trace, "--", process.execPath, "-e", script, url, `${trace}.journals`];
    const env = { PATH: process.env["PATH"], WIREWALK_CONFIG_DIR: folder };
    const recording = spawn(process.execPath, argv, { env, stdio: "ignore" });
    await once(recording, "exit");
    const { stdout } = await runCli(["recover", "--json"], {});
    expect(stdout).not.toContain("5ecret");
    const { exitCode, stderr } = await runCli(["recover", `${trace}.journals`]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: `Recovered 2 exchanges in ${trace}.\n` });
    const { log } = await readTrace(trace);
    expect(log.entries.map(({ request }) => new URL(request.url).pathname)).toEqual(["/inside", "/proxy"]);
    expect(await readFile(trace, "utf8")).not.toContain("t0k-5ecret");
    const tokens = log.entries.map(
      ({ request }) => request.headers.find(({ name }) => /^x-auth-token$/i.test(name))?.value,
    );
    expect(tokens).toEqual(["REDACTED-token-1", "REDACTED-token-1"]);
    expect(existsSync(`${trace}.journals`)).toBe(false);
  });

  test("does not touch a recording that is still running", async () => {
    const { program, journal, trace } = await startRecording();
    const { exitCode, stderr } = await runCli(["recover", journal]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`The journal "${journal}" is still being written, by process ${program.pid}.`);
    expect([existsSync(journal), existsSync(trace)]).toEqual([true, false]);
  });

  test("does not mistake another process for the one that wrote it", async () => {
    const { journal, trace } = await breakOff();
    const [header = "", ...lines] = (await readFile(journal, "utf8")).split("\n");
    // As if the process ID had been given to this process.
    const claimed = header.replace(/"pid":\d+/, `"pid":${process.pid}`);
    expect(claimed).not.toBe(header);
    await writeFile(journal, [claimed, ...lines].join("\n"));
    expect((await runCli(["recover", journal])).exitCode).toBe(0);
    expect(existsSync(trace)).toBe(true);
  });

  test("overwrites nothing, and chooses another name", async () => {
    const { trace, journal } = await breakOff();
    await writeFile(trace, "precious");
    const refused = await runCli(["recover", journal]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain(`"${trace}" already`);
    expect(await readFile(trace, "utf8")).toBe("precious");
    const { stdout } = await runCli(["recover", journal, "-o", `${trace}2`, "--json"]);
    expect(JSON.parse(stdout)).toEqual({ journal, file: `${trace}2`, exchanges: 2 });
  });

  test.each([
    ["plain text", "is damaged; nothing in it can be read"],
    ["", "is damaged; nothing in it can be read"],
    ['{"wirewalkJournal":1}\n', "contains no finished exchange"],
    ['{"wirewalkJournal":1}\n[1,2,', "contains no finished exchange"],
  ])("reports what is wrong with %j", async (content, message) => {
    const file = join(await tempFolder(), "x.journal");
    await writeFile(file, content);
    const { exitCode, stderr } = await runCli(["recover", file]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(await readFile(file, "utf8")).toBe(content);
  });

  test("reports that a file does not exist", async () => {
    const { exitCode, stderr } = await runCli(["recover", "nope.journal"]);
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Cannot read "nope.journal"'),
    });
  });

  test("lists the journals, with their state", async () => {
    const { journal } = await breakOff();
    const argv = [MAIN, "recover", "--json"];
    const program = spawn(process.execPath, argv, { cwd: join(journal, ".."), stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    program.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    await once(program, "close");
    expect(output.split("\n")).toContainEqual(
      expect.stringMatching(/^\{"file":"t.har.journal","state":"broken off","exchanges":2,/),
    );
  });
});

test("kill -9 of the recorded program loses nothing", async () => {
  const folder = await tempFolder();
  const url = await startTestServer((_, response) => response.end("x"));
  const trace = join(folder, "t.har");
  const argv = [MAIN, "record", "-o", trace, "--", "sh", "-c", `curl -s "$0/1"; kill -9 $$`, url];
  const env = { PATH: process.env["PATH"], WIREWALK_CONFIG_DIR: folder };
  const program = spawn(process.execPath, argv, { env, stdio: "ignore" });
  expect((await once(program, "exit"))[0]).toBe(137);
  expect((await readTrace(trace)).log.entries).toHaveLength(1);
});
