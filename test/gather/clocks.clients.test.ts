import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { record } from "../../src/record/record.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";
import { runCli } from "../cli/run-cli.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { portOf, startTestServer } from "../helpers/test-server.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");

interface Host {
  readonly url: string;
  readonly end: () => Promise<unknown>;
}

/** A recorder in front of a server, on a host whose clock is wrong. */
async function startHost(file: string, name: string, origin: string, shift: number): Promise<Host> {
  const clock = `Object.defineProperty(performance, "timeOrigin", { value: performance.timeOrigin + ${shift} });`;
  const argv = [
    "--import",
    `data:text/javascript,${encodeURIComponent(clock)}`,
    MAIN,
    "proxy",
    "--session",
    file,
    "--reverse",
    `${name}=${origin}`,
    "--listen",
    "0",
  ];
  const env = { PATH: process.env["PATH"], WIREWALK_CONFIG_DIR: join(file, "../config") };
  const program: ChildProcess = spawn(process.execPath, argv, { env, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void program.kill("SIGKILL"));
  let printed = "";
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      const [, found] = /(http:\/\/\S+?:\d+) is a reverse proxy/.exec(printed) ?? [];
      if (found !== undefined && printed.includes("Press Ctrl-C to end")) resolve(found);
    };
    program.stdout?.on("data", read);
    program.stderr?.on("data", read);
    program.once("exit", () => reject(new Error(printed)));
  });
  return {
    url,
    end: async () => {
      const exited = once(program, "exit");
      program.kill("SIGTERM");
      return exited;
    },
  };
}

/** The way to another host. On a busy machine a recorder may note an end later than bytes take to the next process. */
async function throughLink(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const link = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on("data", (chunk) => setTimeout(() => to.write(chunk), WAY));
      from.on("error", () => to.destroy());
      from.on("close", () => to.destroy());
    }
  });
  onTestFinished(() => void link.close());
  link.listen(0, "127.0.0.1");
  await once(link, "listening");
  return `http://127.0.0.1:${portOf(link)}`;
}

/** Milliseconds. */
const WAY = 100;

test("three recorders whose hosts' clocks are 0, -2.5 s and +40 ms off: the offsets are found, and the order is the true one", async () => {
  const folder = await tempFolder();
  const place = (name: string): string => join(folder, `${name}.har`);
  const origin = await startTestServer((_, response) => setTimeout(() => response.end("done"), 20));
  const [shop, stock] = await Promise.all([
    startHost(place("shop"), "shop", origin, -2500),
    startHost(place("stock"), "stock", origin, 40),
  ]);
  const links = await Promise.all([shop, stock].map(({ url }) => throughLink(url)));
  await record(
    async ({ fetch }) => {
      for (let round = 1; round <= 3; round += 1) {
        for (const [index, url] of links.entries()) {
          const traceparent = `00-${"ab".repeat(16)}-${String(2 * round + index).padStart(16, "0")}-01`;
          await (await fetch(`${url}/orders/${round}`, { headers: { traceparent } })).text();
        }
      }
    },
    { file: place("client"), client: "client" },
  );
  await Promise.all([shop.end(), stock.end()]);

  const { exitCode, stderr } = await runCli(["gather", folder, "-o", place("all"), "--strict"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining("6 twins") });
  const { entries, _wirewalk: origins } = parseTrace(await readFile(place("all"), "utf8"), "all.har").log;
  const seen = entries.map(({ _recorder, _twinOf }) => (_twinOf === undefined ? _recorder : `-${_recorder}`));
  expect(seen).toEqual([1, 2, 3].flatMap(() => ["client", "-shop", "client", "-stock"]));
  // Each exchange bounds the offset by the time that it was on its way.
  const offsets = new Map(origins?.recorders?.map(({ id, offset = 0 }) => [id, offset / 1000]));
  expect(Math.round(((offsets.get("shop") ?? 0) - (offsets.get("client") ?? 0)) / 100)).toBe(25);
});
