import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { makeTrace } from "../../bench/programs/made-up-trace.ts";
import { type LinkEnd, type LossyLink, openLossyLink } from "../../scripts/stack/lossy-link.ts";
import { runToEnd } from "../../scripts/stack/processes.ts";
import { serializeTrace } from "../../src/index.ts";
import { writeFileAtomically } from "../../src/trace/files/write-file.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { gather, openCollector, settle } from "./hosts.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");
const HOST = { namespace: `ww-host-${process.pid}`, address: "10.98.0.1" };
const GATEWAY = { namespace: `ww-gate-${process.pid}`, address: "10.98.0.2" };

/** Two hosts that see only each other, over a link that loses packets. */
async function linkHosts(loss: number): Promise<LossyLink> {
  const hosts = [HOST, GATEWAY];
  for (const { namespace } of hosts) {
    runToEnd(["ip", "netns", "add", namespace]);
    onTestFinished(() => runToEnd(["ip", "netns", "delete", namespace]));
  }
  const toEnd = ({ namespace, address }: typeof HOST): LinkEnd => ({
    namespace,
    device: "tun0",
    address: `${address}/30`,
  });
  const link = await openLossyLink(loss, [toEnd(HOST), toEnd(GATEWAY)]);
  onTestFinished(() => void link.process.kill());
  return link;
}

test("the link to the Collector loses one of twenty packets", async () => {
  const link = await linkHosts(0.05);
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
  expect(await link.end()).toBeGreaterThan(0);
  const expected = await gather([file], join(folder, "expected.har"));
  const arrived = await settle(() => gather([spans], join(folder, "arrived.har")), expected.text);
  expect(arrived.text === expected.text).toBe(true);
});
