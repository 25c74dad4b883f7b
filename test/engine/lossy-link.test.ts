import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { makeTrace } from "../../bench/programs/made-up-trace.ts";
import { serializeTrace } from "../../src/index.ts";
import { writeFileAtomically } from "../../src/trace/files/write-file.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { gather, openCollector, settle } from "./hosts.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");
const HOST = { namespace: `ww-host-${process.pid}`, address: "10.98.0.1" };
const GATEWAY = { namespace: `ww-gate-${process.pid}`, address: "10.98.0.2" };

function run(...command: readonly string[]): void {
  const [file = "", ...args] = command;
  const { status, stderr } = spawnSync(file, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command.join(" ")}: ${stderr}`);
}

/** Two hosts that see only each other, over a link that loses packets. Gives what ends it, and says how many were lost. */
async function linkHosts(loss: number): Promise<() => Promise<number>> {
  const hosts = [HOST, GATEWAY];
  for (const { namespace } of hosts) {
    run("ip", "netns", "add", namespace);
    onTestFinished(() => run("ip", "netns", "delete", namespace));
  }
  const words = [join(import.meta.dirname, "../../scripts/stack/lossy-link.py"), String(loss), ...hosts.map(({ namespace }) => namespace)];
  const link: ChildProcess = spawn("python3", words, { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void link.kill());
  if (link.stdout !== null) await once(link.stdout, "data");
  for (const { namespace, address } of hosts) {
    run("ip", "-n", namespace, "address", "add", `${address}/30`, "dev", "tun0");
    run("ip", "-n", namespace, "link", "set", "tun0", "up");
    run("ip", "-n", namespace, "link", "set", "lo", "up");
  }
  return async () => {
    link.stdin?.end();
    const [lost] = link.stdout === null ? [] : ((await once(link.stdout, "data")) as [Buffer]);
    return Number(String(lost));
  };
}

test("the link to the Collector loses a packet of twenty", async () => {
  const endLink = await linkHosts(0.05);
  const folder = await tempFolder();
  const spans = join(folder, "spans.jsonl");
  const gateway = await openCollector("gateway", { SPANS_FILE: spans }, folder, { within: GATEWAY });
  const file = join(folder, "shop.har");
  const trace = makeTrace(2000, (index) => ({ url: `http://127.0.0.1/things/${index}`, id: `t-${index}`, at: index }));
  await writeFileAtomically(file, serializeTrace({ log: { ...trace.log, _wirewalk: { format: 1, redacted: {} } } }));
  const push = [process.execPath, MAIN, "push", file, "--otlp", gateway.endpoint, "--insecure", GATEWAY.address];
  const [program, ...words] = ["ip", "netns", "exec", HOST.namespace, ...push];
  const pushed = spawn(program, words, { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  pushed.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
  await once(pushed, "close");
  expect(stderr).toContain("Delivered 2000 exchanges");
  expect(await endLink()).toBeGreaterThan(0);
  const expected = await gather([file], join(folder, "expected.har"));
  const arrived = await settle(() => gather([spans], join(folder, "arrived.har")), expected.text);
  expect(arrived.text === expected.text).toBe(true);
});
