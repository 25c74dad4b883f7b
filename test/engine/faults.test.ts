import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { expect, onTestFinished, test } from "vitest";

import { runCli } from "../cli/run-cli.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { type Recording, gather, kill, openCollector, openLink, record, settle, startApi } from "./hosts.ts";

const COUNT = 120;

/** Numbers of the requests after which a fault occurs, while the recorder is working. */
const MIDDLE = 40;

async function open() {
  const folder = await tempFolder();
  const spans = join(folder, "spans.jsonl");
  const gateway = await openCollector("gateway", { SPANS_FILE: spans }, folder);
  const api = await startApi();
  const look = () => gather([spans], join(folder, "arrived.har"));
  const expected = async (recordings: readonly Recording[]): Promise<string> =>
    (
      await gather(
        recordings.map(({ file }) => file),
        join(folder, "expected.har"),
      )
    ).text;
  return { folder, spans, gateway, api, look, expected };
}

const gatewayPort = (endpoint: string): number => Number(new URL(endpoint).port);

/** The received data is byte for byte the recorded data. */
async function expectAll(world: Awaited<ReturnType<typeof open>>, recordings: readonly Recording[]): Promise<void> {
  const expected = await world.expected(recordings);
  expect(expected).not.toBe("");
  const { text } = await settle(world.look, expected);
  expect(text === expected, world.spans).toBe(true);
}

test("three hosts whose clocks differ, each with a recorder and a Collector", async () => {
  const world = await open();
  const { folder, api, gateway } = world;
  const recordings: Recording[] = [];
  for (const [host, skew] of [
    ["a", -2500],
    ["b", 0],
    ["c", 40],
  ] as const) {
    const agent = await openCollector(`agent`, { GATEWAY: gateway.endpoint }, join(folder, host));
    recordings.push(record(join(folder, `${host}.har`), { otlp: agent.endpoint, api, count: COUNT, skew }));
  }
  for (const { ended } of recordings) {
    const { exitCode, stderr } = await ended;
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining(`Delivered ${COUNT} exchanges to`) as string,
    });
  }
  await expectAll(world, recordings);
});

test("the gateway is killed and starts again", async () => {
  const world = await open();
  const { folder, api, gateway, spans } = world;
  const agent = await openCollector("agent", { GATEWAY: gateway.endpoint }, folder);
  const recording = record(join(folder, "a.har"), { otlp: agent.endpoint, api, count: COUNT });
  await api.asked(MIDDLE);
  await kill(gateway.process);
  await delay(1000);
  await openCollector("gateway", { SPANS_FILE: spans }, folder, { port: gatewayPort(gateway.endpoint) });
  expect((await recording.ended).stderr).toContain(`Delivered ${COUNT} exchanges`);
  const expected = await world.expected([recording]);
  const arrived = await settle(world.look, expected);
  if (arrived.text !== expected) {
    // Data that the gateway had accepted but not yet written is lost with it: the recorder reports that, and sends it again.
    expect(arrived.text).toContain("exchanges that are not in the spans");
    const pushed = await runCli(["push", recording.file, "--otlp", agent.endpoint]);
    expect(pushed).toMatchObject({ exitCode: 0 });
    await expectAll(world, [recording]);
  }
});

test("the Collector of a host is killed and starts again", async () => {
  const world = await open();
  const { folder, api, gateway } = world;
  const agent = await openCollector("agent", { GATEWAY: gateway.endpoint }, folder);
  const recording = record(join(folder, "a.har"), { otlp: agent.endpoint, api, count: COUNT });
  await api.asked(MIDDLE);
  await kill(agent.process);
  await delay(700);
  await openCollector("agent", { GATEWAY: gateway.endpoint }, folder, { port: gatewayPort(agent.endpoint) });
  expect((await recording.ended).stderr).toContain(`Delivered ${COUNT} exchanges`);
  await expectAll(world, [recording]);
});

test.each(["between recorder and Collector", "between Collector and gateway"])("the link is cut %s", async (where) => {
  const world = await open();
  const { folder, api, gateway } = world;
  const isFirst = where.startsWith("between recorder");
  const far = await openLink(gateway.endpoint);
  const agent = await openCollector("agent", { GATEWAY: far.endpoint }, folder);
  const near = await openLink(agent.endpoint);
  const recording = record(join(folder, "a.har"), { otlp: near.endpoint, api, count: COUNT });
  const link = isFirst ? near : far;
  await api.asked(MIDDLE);
  link.cut();
  await delay(1500);
  link.mend();
  expect((await recording.ended).stderr).toContain(`Delivered ${COUNT} exchanges`);
  await expectAll(world, [recording]);
});

test("the Collector never comes back: the rest is pushed later", async () => {
  const world = await open();
  const { folder, api, gateway } = world;
  const agent = await openCollector("agent", { GATEWAY: gateway.endpoint }, folder);
  const recording = record(join(folder, "a.har"), { otlp: agent.endpoint, api, count: COUNT });
  await api.asked(MIDDLE);
  await kill(agent.process);
  const { exitCode, stderr } = await recording.ended;
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(new RegExp(`Delivered \\d+ of ${COUNT} exchanges`));
  const again = await openCollector("agent", { GATEWAY: gateway.endpoint }, folder);
  const pushed = await runCli(["push", `${recording.file}.unsent.jsonl`, "--otlp", again.endpoint]);
  expect(pushed).toMatchObject({ exitCode: 0 });
  await expectAll(world, [recording]);
});

test("the recorder is killed: finished exchanges are sent from its journal", async () => {
  const world = await open();
  const { folder, api, gateway, spans } = world;
  const agent = await openCollector("agent", { GATEWAY: gateway.endpoint }, folder);
  const recording = record(join(folder, "a.har"), { otlp: agent.endpoint, api, count: COUNT });
  await api.asked(MIDDLE);
  recording.process.kill("SIGKILL");
  await recording.ended;
  const journal = `${recording.file}.journal`;
  expect(existsSync(journal)).toBe(true);
  const words = ["push", journal, "--otlp", agent.endpoint, "--missing", `otlp-file:${spans}`, "--json"];
  const { exitCode, stdout } = await runCli(words);
  expect(exitCode).toBe(0);
  expect((JSON.parse(stdout) as { readonly there: number }).there).toBeGreaterThan(0);
  const expected = await gather([journal], join(folder, "expected.har"));
  expect((await settle(world.look, expected.text)).text).toBe(expected.text);
});

test("the disk of a host's Collector is full", async () => {
  const world = await open();
  const { folder, api, gateway } = world;
  const disk = join(folder, "small");
  mkdirSync(disk);
  const isMounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=160k", "small-disk", disk]).status === 0;
  expect(isMounted).toBe(true);
  onTestFinished(() => void spawnSync("umount", ["-l", disk]));
  const link = await openLink(gateway.endpoint);
  const agent = await openCollector("agent", { GATEWAY: link.endpoint, QUEUE: disk }, folder);
  // Nothing leaves the host, so its queue fills the disk.
  link.cut();
  const recording = record(join(folder, "a.har"), { otlp: agent.endpoint, api, count: 2 * COUNT });
  // The Collector reports this with 503; the program and its recording do not notice.
  const { exitCode, stderr } = await recording.ended;
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(new RegExp(`Delivered \\d+ of ${2 * COUNT} exchanges to .*: HTTP 503`));
  expect(readFileSync(agent.process.log, "utf8")).toContain("no space left on device");
  expect(spawnSync("mount", ["-o", "remount,size=64m", disk]).status).toBe(0);
  link.mend();
  // Not only refused data: a queue on a full disk drops some of the data that it had accepted.
  const pushed = await runCli(["push", recording.file, "--otlp", agent.endpoint]);
  expect(pushed).toMatchObject({ exitCode: 0 });
  await expectAll(world, [recording]);
});
