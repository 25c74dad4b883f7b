import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { Trace } from "../../src/trace/model/types.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { findWirewalk } from "../helpers/wirewalk-program.ts";

interface Run {
  readonly exitCode: number;
  readonly stderr: string;
}

async function recordIn(folder: string, ...argv: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, [await findWirewalk(), "record", ...argv], {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [exitCode] = await once(child, "close");
  return { exitCode: Number(exitCode), stderr };
}

async function readHar(folder: string, name: string): Promise<Trace> {
  return JSON.parse(await readFile(join(folder, name), "utf8")) as Trace;
}

/** Every response has a different time and request ID. */
async function startCounter(): Promise<string> {
  let count = 0;
  return startTestServer((_request, response) => {
    count += 1;
    response.writeHead(200, { "X-Request-Id": `req-0000000${count}-0000-4000-8000-000000000000` }).end(`run ${count}`);
  });
}

const shown = ({ log }: Trace): readonly string[] =>
  log.entries.map(({ response }) => {
    const id = response.headers.find(({ name }) => name === "X-Request-Id")?.value ?? "";
    return `${id.slice(0, 12)} ${response.content.text}`;
  });

describe("recording over a trace", () => {
  test("writes the second run unchanged, and keeps the first", async () => {
    const [folder, origin] = [await tempFolder(), await startCounter()];
    for (const run of [1, 2, 3]) {
      const { exitCode, stderr } = await recordIn(folder, "-o", "id.har", "--", "curl", "-s", origin);
      expect(exitCode).toBe(0);
      if (run > 1) expect(stderr).toContain(`Kept the earlier trace as id.${run - 1}.har.`);
    }
    expect(shown(await readHar(folder, "id.har"))).toEqual(["req-00000003 run 3"]);
    expect(shown(await readHar(folder, "id.1.har"))).toEqual(["req-00000001 run 1"]);
    expect(shown(await readHar(folder, "id.2.har"))).toEqual(["req-00000002 run 2"]);
    const [first, third] = [await readHar(folder, "id.1.har"), await readHar(folder, "id.har")];
    expect(third.log.entries[0]?.startedDateTime).not.toBe(first.log.entries[0]?.startedDateTime);
  });

  test("keeps no other file if nothing was recorded", async () => {
    const [folder, origin] = [await tempFolder(), await startCounter()];
    await recordIn(folder, "-o", "id.har", "--", "curl", "-s", origin);
    await recordIn(folder, "-o", "id.har", "--", "true");
    expect((await readdir(folder)).filter((name) => name.endsWith(".har"))).toEqual(["id.har"]);
    expect(shown(await readHar(folder, "id.har"))).toEqual(["req-00000001 run 1"]);
  });

  test("shows the earlier examples if the user requests them", async () => {
    const [folder, origin] = [await tempFolder(), await startCounter()];
    await recordIn(folder, "-o", "id.har", "--", "curl", "-s", origin);
    await recordIn(folder, "-o", "id.har", "--keep-examples", "--", "curl", "-s", origin);
    expect(shown(await readHar(folder, "id.har"))).toEqual(["req-00000001 run 2"]);
  });
});

describe("two recordings at once", () => {
  /** A server that responds when this many requests have arrived. */
  async function startMeeting(size: number): Promise<string> {
    const waiting: (() => void)[] = [];
    return startTestServer((_request, response) => {
      waiting.push(() => response.end("met"));
      if (waiting.length === size) for (const answer of waiting) answer();
    });
  }

  test("without -o, each choose a name", async () => {
    const [folder, origin] = [await tempFolder(), await startMeeting(3)];
    const script = `fetch("${origin}").then((answer) => answer.text())`;
    const runs = await Promise.all([
      recordIn(folder, "--", "curl", "-s", origin),
      recordIn(folder, "--", "curl", "-s", origin),
      recordIn(folder, "--", process.execPath, "-e", script),
    ]);
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect((await readdir(folder)).filter((name) => !name.startsWith("."))).toEqual([
      "curl-2.har",
      "curl.har",
      "node.har",
    ]);
  });

  test("with one name: the second is refused before its command starts, and does not affect the first", async () => {
    const folder = await tempFolder();
    let second: Promise<Run> | undefined;
    const origin = await startTestServer((_request, response) => {
      second = recordIn(folder, "-o", "a.har", "--", "touch", "ran");
      void second.then(() => response.end("done"));
    });
    const first = await recordIn(folder, "-o", "a.har", "--", "curl", "-s", origin);
    expect(first.exitCode).toBe(0);
    const { exitCode, stderr } = (await second) ?? { exitCode: -1, stderr: "" };
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^"a\.har" is being recorded by process \d+\.\n {2}Hint: Choose another file with -o, or wait /,
    );
    expect(await readdir(folder)).not.toContain("ran");
  });
});

describe("before the command starts", () => {
  test.each([
    ["a folder", "folder", 'Cannot write "folder": it is a directory.'],
    ["a file that is no trace", "notes.md", '"notes.md" exists and is not a trace. Nothing was written.'],
    ["below a file", "notes.md/x.har", 'Cannot write "notes.md/x.har": a part of its path is not a directory.'],
  ])("-o that is %s is found", async (_what, output, message) => {
    const folder = await tempFolder();
    await mkdir(join(folder, "folder"));
    await writeFile(join(folder, "notes.md"), "precious");
    const { exitCode, stderr } = await recordIn(folder, "-o", output, "--", "touch", "ran");
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(await readdir(folder)).toEqual(["folder", "notes.md"]);
  });
});
