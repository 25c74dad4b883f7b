import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { type Doings, makeCollector } from "../otlp/kafka/fake-collector.ts";
import { aReport } from "../otlp/kafka/reports.ts";
import { startReceiver } from "../otlp/send/receiver.ts";
import { type CliWorld, runCli } from "./run-cli.ts";

const TRACES = join(import.meta.dirname, "../../traces/openstack");
const SHOP = join(TRACES, "image-add-project.har");
const TILL = join(TRACES, "image-member-list.har");

/** The content of a topic after a trace was pushed. */
async function spansOf(file: string): Promise<string> {
  const { origin, received } = await startReceiver();
  await runCli(["push", file, "--otlp", origin]);
  return received.map(({ body }) => body).join("");
}

async function gather(place: string, doings: Doings = {}, world: CliWorld = {}, ...words: readonly string[]) {
  const folder = await makeCollector(doings);
  const file = join(await tempFolder(), "all.har");
  const argv = ["gather", place, "-o", file, ...words];
  const outcome = await runCli(argv, { ...world, env: { PATH: folder, ...world.env } });
  const given = (): string => readFileSync(join(folder, "given"), "utf8");
  return { ...outcome, text: outcome.exitCode === 0 ? readFileSync(file, "utf8") : "", given, folder };
}

async function gatherFiles(...files: readonly string[]): Promise<string> {
  const file = join(await tempFolder(), "all.har");
  await runCli(["gather", ...files, "-o", file]);
  return readFileSync(file, "utf8");
}

const TOPIC = "kafka://127.0.0.1:9092/otlp_spans";

/** Whether the directory to which a Collector was configured to write still exists, if one was started. */
function isLeft(folder: string): boolean {
  const given = join(folder, "given");
  if (!existsSync(given)) return false;
  const { config } = JSON.parse(readFileSync(given, "utf8")) as Given;
  return existsSync(dirname(config.exporters.file.path));
}

interface Given {
  readonly config: { readonly exporters: { readonly file: { readonly path: string } } };
}

test("a Collector of the user reads the topic, and the sent data comes back as the recorders' files", async () => {
  const spans = (await spansOf(SHOP)) + (await spansOf(TILL));
  const { text, stderr, given, folder } = await gather(TOPIC, { spans });
  expect({ text, stderr }).toMatchObject({ text: await gatherFiles(SHOP, TILL) });
  expect(stderr).toContain(`Reading ${TOPIC} with ${join(folder, "otelcol-contrib")}.`);
  expect(JSON.parse(given())).toMatchObject({
    config: { receivers: { kafka: { brokers: ["127.0.0.1:9092"], traces: { topics: ["otlp_spans"] } } } },
  });
  expect(isLeft(folder)).toBe(false);
});

test("one recorder of a topic is gathered by its name", async () => {
  const spans = (await spansOf(SHOP)) + (await spansOf(TILL));
  const { text } = await gather(`${TOPIC}?session=image-add-project`, { spans });
  expect(text).toBe(await gatherFiles(SHOP));
});

test("a Collector with another name is used if --collector names it", async () => {
  const folder = await makeCollector({ spans: await spansOf(SHOP) }, "my-collector");
  const { text } = await gather(TOPIC, {}, { env: { PATH: "" } }, "--collector", join(folder, "my-collector"));
  expect(text).toBe(await gatherFiles(SHOP));
});

test("push --missing requests the content of a topic", async () => {
  const { origin } = await startReceiver();
  const folder = await makeCollector({ spans: await spansOf(SHOP) });
  const words = ["push", SHOP, TILL, "--otlp", origin, "--missing", TOPIC, "--json"];
  const { stdout } = await runCli(words, { env: { PATH: folder } });
  expect(JSON.parse(stdout)).toMatchObject({ delivered: 5, there: 5 });
});

const lost = (partition: number, offset: number): string =>
  `${JSON.stringify({ level: "error", msg: "unable to process message", partition, offset, error: "bad\nJSON" })}\n`;

test("records that are not spans are counted, once each", async () => {
  const says = `${lost(0, 7)}${lost(0, 7)}{"level":"warn","msg":"slow"}\n${lost(1, 7)}`;
  const { text, stderr } = await gather(TOPIC, { spans: await spansOf(SHOP), says });
  expect(text).toBe(await gatherFiles(SHOP));
  expect(stderr).toContain(`Omitted from ${TOPIC}: 2 records that are not otlp_json: bad JSON.`);
});

const stuck = { reports: [aReport({ partition_start: {}, records: { 1: 9 }, offset_lag: { 1: 4 } })] };
const NO_BROKER = `${JSON.stringify({ level: "warn", msg: "unable to open connection", err: "connection refused" })}\n`;

test.each<[what: string, doings: Doings, place: string, message: RegExp]>([
  [
    "holds other records alone",
    { says: lost(0, 1) },
    TOPIC,
    /contains only 1 record that is not otlp_json: bad JSON\./,
  ],
  ["is empty", {}, TOPIC, /contains no spans/],
  [
    "cannot be reached",
    { reports: [aReport({})], says: NO_BROKER },
    TOPIC,
    /received nothing from .* in 30 s: .*refused\./,
  ],
  ["is not read to its end", stuck, TOPIC, /made no further progress in/],
  [
    "is too much for its Collector",
    { endsWith: 1, says: "invalid keys: kafka" },
    TOPIC,
    /ended before .*: invalid keys/,
  ],
  ["has no such recording", { spans: "{}\n" }, `${TOPIC}?session=nobody`, /has no session or recorder "nobody"/],
  ["has no such trace", { spans: "{}\n" }, `${TOPIC}?trace=ab`, /has no trace ab/],
  ["holds no JSON", { spans: "s3cr3t\n" }, TOPIC, /is text, neither a HAR file/],
  ["is elsewhere without TLS", {}, "kafka://kafka.example/otlp_spans", /not on this machine, and kafka: is not enc/],
])("a topic that %s is refused with a remedy", async (_, doings, place, message) => {
  const { exitCode, stderr, folder } = await gather(place, doings);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/\n {2}Hint: /);
  expect(stderr).not.toMatch(/s3cr3t|internal error/i);
  expect(isLeft(folder)).toBe(false);
});

test.each([
  [[], /neither otelcol-contrib nor otelcol is in PATH/],
  [["--collector", "/nowhere/otelcol"], /"\/nowhere\/otelcol" does not exist/],
])("without a Collector, it explains how to get one", async (words, message) => {
  const { exitCode, stderr } = await runCli(["gather", TOPIC, "-o", "x.har", ...words], { env: { PATH: "/nowhere" } });
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/\n {2}Hint: Install otelcol-contrib/);
});

test("a password reaches only the Collector: it is in no argument and no message", async () => {
  const place = "kafka+ssl://me:p4ssw0rd-x@kafka.example:9093/otlp_spans";
  const says = `${JSON.stringify({ level: "error", msg: "wrong password p4ssw0rd-x" })}\n`;
  const { stderr, given } = await gather(place, { endsWith: 1, says });
  const { argv, config } = JSON.parse(given()) as { readonly argv: readonly string[]; readonly config: unknown };
  expect(JSON.stringify(config)).toContain("p4ssw0rd-x");
  expect(argv).toEqual(["--config", "env:WIREWALK_COLLECTOR_CONFIG"]);
  expect(stderr).toContain("wrong password REDACTED");
  expect(stderr).not.toContain("p4ssw0rd");
});

test("Ctrl-C ends the Collector", async () => {
  const ending = new AbortController();
  const onOutput = (text: string): void => {
    if (text.startsWith("Reading")) setImmediate(() => ending.abort());
  };
  const { exitCode, stderr } = await gather(TOPIC, stuck, { signal: ending.signal, onOutput });
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain("was interrupted");
});

test("--collector is refused if no topic is read", async () => {
  for (const words of [
    ["gather", SHOP, "-o", "x.har"],
    ["push", SHOP, "--otlp", "http://127.0.0.1:1"],
  ]) {
    const { exitCode, stderr } = await runCli([...words, "--collector", "otelcol"]);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("kafka:") as string });
  }
});
