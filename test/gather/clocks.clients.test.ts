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
  readonly name: string;
  readonly url: string;
  readonly jump: () => void;
  readonly end: () => Promise<unknown>;
}

/**
 * A recorder in front of a server, on a host whose clock is wrong.
 *
 * @param wrong Milliseconds that its clock is ahead, an expression; `now` are those since it started, and `jumped` is 0, or 1 after `jump`.
 */
async function startHost(file: string, name: string, origin: string, wrong: string): Promise<Host> {
  const clock = `
    const { timeOrigin } = performance;
    let jumped = 0;
    process.once("SIGUSR2", () => (jumped = 1));
    const get = () => ((now) => timeOrigin + (${wrong}))(performance.now());
    Object.defineProperty(performance, "timeOrigin", { get });`;
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
    name,
    url,
    jump: () => void program.kill("SIGUSR2"),
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

const WRONG = { shop: "-2500", stock: "40", drifts: "0.4 * now", jumps: "900 * jumped" };

test("recorders whose hosts' clocks are 0, -2.5 s and +40 ms off have their true order; one that drifts or jumps is named", async () => {
  const folder = await tempFolder();
  const place = (name: string): string => join(folder, `${name}.har`);
  const origin = await startTestServer((_, response) => setTimeout(() => response.end("done"), 20));
  const hosts = await Promise.all(
    Object.entries(WRONG).map(async ([name, wrong]) => startHost(place(name), name, origin, wrong)),
  );
  const links = await Promise.all(hosts.map(async ({ name, url }) => ({ name, url: await throughLink(url) })));
  await record(
    async ({ fetch }) => {
      for (let round = 1; round <= 3; round += 1) {
        for (const [index, { name, url }] of links.entries()) {
          const traceparent = `00-${"ab".repeat(16)}-${String(10 * round + index).padStart(16, "0")}-01`;
          await (await fetch(`${url}/${name}/${round}`, { headers: { traceparent } })).text();
        }
        if (round === 1) for (const { jump } of hosts) jump();
      }
    },
    { file: place("client"), client: "client" },
  );
  await Promise.all(hosts.map(async ({ end }) => end()));

  const fine = ["client", "shop", "stock"].map(place);
  const { exitCode, stderr } = await runCli(["gather", ...fine, "-o", place("fine"), "--strict"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining("6 twins") });
  const { entries, _wirewalk: origins } = parseTrace(await readFile(place("fine"), "utf8"), "fine.har").log;
  const seen = entries
    .filter(({ request }) => /\/(?:shop|stock)\//.test(request.url))
    .map(({ _recorder, _twinOf }) => (_twinOf === undefined ? _recorder : `-${_recorder}`));
  expect(seen).toEqual([1, 2, 3].flatMap(() => ["client", "-shop", "client", "-stock"]));
  // Each exchange bounds the offset by the time that it was on its way.
  const offsets = new Map(origins?.recorders?.map(({ id, offset = 0 }) => [id, offset / 1000]));
  expect(Math.round(((offsets.get("shop") ?? 0) - (offsets.get("client") ?? 0)) / 100)).toBe(25);

  const wrong = ["client", "drifts", "jumps"].map(place);
  const { exitCode: refused, stderr: said } = await runCli(["gather", ...wrong, "-o", place("wrong"), "--strict"]);
  expect(refused).toBe(1);
  for (const name of ["drifts", "jumps"]) expect(said).toContain(`The clock of ${name} contradicts that of client`);
});
