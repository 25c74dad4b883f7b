import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { connect, createServer } from "node:net";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { record } from "../../src/record/record.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";
import { runCli } from "../cli/run-cli.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { portOf } from "../helpers/test-server.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");

/** The token of the recorders, which other hosts can reach. */
const TOKEN = "clocks-of-hosts";

/** What makes all clocks of a program wrong, in all its threads. */
const [LIBRARY = "no libfaketime"] = globSync("/usr/lib/*/faketime/libfaketimeMT.so.1");

interface Host {
  readonly name: string;
  readonly url: string;
  readonly setClock: (clock: string) => void;
  readonly end: () => Promise<unknown>;
}

/** An isolated machine, as far as its network is concerned, with a link to this one. Returns its address, and the address of this machine on the link. */
function addHost(number: number): { readonly namespace: string; readonly own: string; readonly ours: string } {
  const namespace = `ww-clock${number}-${process.pid}`;
  // Runs of several clones at the same time use different networks.
  const [link, net] = [`wwc${number}-${process.pid}`.slice(0, 15), `10.${64 + (process.pid % 128)}.${number}`];
  const ip = (...words: readonly string[]): void => void execFileSync("ip", words, { stdio: "pipe" });
  ip("netns", "add", namespace);
  onTestFinished(() => ip("netns", "delete", namespace));
  ip("link", "add", link, "type", "veth", "peer", "name", "up0", "netns", namespace);
  ip("address", "add", `${net}.1/24`, "dev", link);
  ip("link", "set", link, "up");
  ip("-n", namespace, "address", "add", `${net}.2/24`, "dev", "up0");
  for (const device of ["lo", "up0"]) ip("-n", namespace, "link", "set", device, "up");
  return { namespace, own: `${net}.2`, ours: `${net}.1` };
}

/** A recorder in front of a server, on a host whose clock is wrong.  @param clock in the format of faketime: how far it is ahead, and how fast it is */
async function startHost(file: string, name: string, { number, clock }: Wrong, port: number): Promise<Host> {
  const { namespace, own, ours } = addHost(number);
  const setClock = (text: string): void => writeFileSync(`${file}.clock`, `${text}\n`);
  setClock(clock);
  const faked = [`LD_PRELOAD=${LIBRARY}`, `FAKETIME_TIMESTAMP_FILE=${file}.clock`, "FAKETIME_NO_CACHE=1"];
  const proxy = ["proxy", "-o", file, "--reverse", `${name}=http://${ours}:${port}`, "--host", own, "--token", TOKEN];
  const argv = ["netns", "exec", namespace, "env", ...faked, process.execPath, MAIN, ...proxy, "--listen", "0"];
  const env = { PATH: process.env["PATH"], WIREWALK_CONFIG_DIR: join(file, "../config") };
  const program: ChildProcess = spawn("ip", argv, { env, stdio: ["ignore", "pipe", "pipe"] });
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
    setClock,
    end: async () => {
      const exited = once(program, "exit");
      program.kill("SIGTERM");
      return exited;
    },
  };
}

interface Wrong {
  readonly number: number;
  readonly clock: string;
}

/** The delay to another host. On a busy machine, a recorder may note an end later than bytes take to reach the next process. */
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

const WRONG = {
  shop: { number: 1, clock: "-2.5" },
  stock: { number: 2, clock: "+0.04" },
  slightly: { number: 3, clock: "+0 x1.0001" },
  drifts: { number: 4, clock: "+0 x1.4" },
  jumps: { number: 5, clock: "+0" },
};

test(
  "recorders whose hosts' clocks are 0, -2.5 s and +40 ms off have their true order; one that drifts or jumps is named",
  { timeout: 300_000 },
  async () => {
    const folder = await tempFolder();
    const place = (name: string): string => join(folder, `${name}.har`);
    const origin = createHttpServer((_, response) => setTimeout(() => response.end("done"), 20));
    onTestFinished(() => void origin.close());
    origin.listen(0, "0.0.0.0");
    await once(origin, "listening");
    const hosts = await Promise.all(
      Object.entries(WRONG).map(async ([name, wrong]) => startHost(place(name), name, wrong, portOf(origin))),
    );
    const links = await Promise.all(hosts.map(async ({ name, url }) => ({ name, url: await throughLink(url) })));
    await record(
      async ({ fetch }) => {
        for (let round = 1; round <= 3; round += 1) {
          for (const [index, { name, url }] of links.entries()) {
            const traceparent = `00-${"ab".repeat(16)}-${String(10 * round + index).padStart(16, "0")}-01`;
            await (
              await fetch(`${url}/${name}/${round}`, { headers: { traceparent, "wirewalk-token": TOKEN } })
            ).text();
          }
          if (round === 1) hosts.find(({ name }) => name === "jumps")?.setClock("+0.9");
        }
      },
      { file: place("client"), client: "client" },
    );
    await Promise.all(hosts.map(async ({ end }) => end()));

    const fine = ["client", "shop", "stock", "slightly"].map(place);
    const { exitCode, stderr } = await runCli(["gather", ...fine, "-o", place("fine"), "--strict"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining("9 twins") });
    const { entries, _wirewalk: origins } = parseTrace(await readFile(place("fine"), "utf8"), "fine.har").log;
    const seen = entries
      .filter(({ request }) => /\/(?:shop|stock|slightly)\//.test(request.url))
      .map(({ _recorder, _twinOf }) => (_twinOf === undefined ? _recorder : `-${_recorder}`));
    expect(seen).toEqual([1, 2, 3].flatMap(() => ["client", "-shop", "client", "-stock", "client", "-slightly"]));
    // Each exchange limits the offset by its time on the network.
    const offsets = new Map(origins?.recorders?.map(({ id, offset = 0 }) => [id, offset / 1000]));
    expect(Math.round(((offsets.get("shop") ?? 0) - (offsets.get("client") ?? 0)) / 100)).toBe(25);

    const wrong = ["client", "drifts", "jumps"].map(place);
    const { exitCode: refused, stderr: said } = await runCli(["gather", ...wrong, "-o", place("wrong"), "--strict"]);
    expect(refused).toBe(1);
    for (const name of ["drifts", "jumps"]) expect(said).toContain(`The clock of ${name} contradicts that of client`);
  },
);
