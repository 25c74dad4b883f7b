import { existsSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { buildCollector } from "../../scripts/stack/engine.ts";
import { type Broker, startBroker } from "../../scripts/stack/kafka.ts";
import { stopProcesses } from "../../scripts/stack/processes.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { gather, kill, openCollector, record, settle, startApi } from "./hosts.ts";

const COUNT = 120;

/** A Collector on a host, a gateway that writes to Kafka, and a Collector that writes the content of Kafka to a file. */
async function open() {
  const folder = await tempFolder();
  const broker = await openBroker(folder);
  const spans = join(folder, "spans.jsonl");
  const gateway = await openCollector("to-kafka", { KAFKA: broker.address }, folder);
  const agent = await openCollector("agent", { GATEWAY: gateway.endpoint }, folder);
  const read = async (): Promise<void> => {
    await openCollector("from-kafka", { KAFKA: broker.address, SPANS_FILE: spans }, folder);
  };
  const look = () => gather([spans], join(folder, "arrived.har"));
  return { folder, broker, agent, read, look };
}

async function openBroker(folder: string): Promise<Broker> {
  const broker = await startBroker(folder);
  onTestFinished(() => stopProcesses([broker.process]));
  return broker;
}

test("the data that goes through Kafka is the recorded data, also with bodies that are longer than a record", async () => {
  const { folder, agent, broker } = await open();
  const api = await startApi();
  const recordings = [
    record(join(folder, "a.har"), { otlp: agent.endpoint, api, count: COUNT, skew: -2500 }),
    record(join(folder, "b.har"), { otlp: agent.endpoint, api, count: 3, longest: 900_000 }),
  ];
  for (const { ended } of recordings) expect((await ended).exitCode).toBe(0);
  const files = recordings.map(({ file }) => file);
  // Through a Collector that `gather` starts: the whole topic, and one recorder of it.
  for (const [query, wanted] of [
    ["", files],
    ["?session=b", files.slice(1)],
  ] as const) {
    const expected = await gather(wanted, join(folder, "expected.har"));
    expect(expected.text).not.toBe("");
    const place = `kafka://${broker.address}/otlp_spans${query}`;
    const look = () => gather([place, "--collector", buildCollector()], join(folder, "arrived.har"));
    expect((await settle(look, expected.text)).text === expected.text).toBe(true);
  }
});

test("Kafka is killed and comes back while exchanges are sent", async () => {
  const { folder, broker, agent, read, look } = await open();
  const api = await startApi();
  // Kafka creates its topic when the first data arrives.
  const before = record(join(folder, "some.har"), { otlp: agent.endpoint, api: await startApi(), count: 2 });
  await before.ended;
  await read();
  const recording = record(join(folder, "a.har"), { otlp: agent.endpoint, api, count: COUNT });
  await api.asked(COUNT / 3);
  await kill(broker.process);
  await openBroker(folder);
  expect((await recording.ended).stderr).toContain(`Delivered ${COUNT} exchanges`);
  expect(existsSync(`${recording.file}.unsent.jsonl`)).toBe(false);
  const expected = await gather([before.file, recording.file], join(folder, "expected.har"));
  expect((await settle(look, expected.text)).text === expected.text).toBe(true);
});
