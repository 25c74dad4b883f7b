import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { keepInCache } from "./engine-cache.ts";
import { type StartedProcess, enter, freePort, runToEnd, startProcess, waitForPort } from "./processes.ts";

const POM = join(import.meta.dirname, "kafka/pom.xml");

/** A node of Apache Kafka. Plain data, so that another process can stop it. */
export interface Broker {
  readonly process: StartedProcess;
  /** `127.0.0.1:9092` */
  readonly address: string;
  readonly folder: string;
}

/**
 * Starts one node on a free port. If the directory contains the data of an earlier one, that node continues on its port, like a killed broker that is started again.
 *
 * @param namespace A network namespace. @default that of this process
 */
export async function startBroker(folder: string, namespace?: string): Promise<Broker> {
  const own = join(folder, "kafka");
  const settings = join(own, "server.properties");
  if (!existsSync(settings)) await format(own, settings);
  const [, address = ""] = /^listeners=PLAINTEXT:\/\/([^,]*)/m.exec(readFileSync(settings, "utf8")) ?? [];
  const process = startProcess("kafka", [...enter(namespace), ...java(), "kafka.Kafka", settings], join(own, "log"));
  await waitForPort(address, process, { namespace, patience: PATIENCE });
  return { process, address, folder: own };
}

async function format(folder: string, settings: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(settings, toSettings(folder, { clients: await freePort(), peers: await freePort() }));
  // The id of a cluster is 16 bytes in base64.
  const id = Buffer.from("wirewalk's stack").toString("base64url");
  runToEnd([...java(), "kafka.tools.StorageTool", "format", "-t", id, "-c", settings]);
}

function toSettings(folder: string, ports: { readonly clients: number; readonly peers: number }): string {
  const peers = `127.0.0.1:${ports.peers}`;
  const settings = {
    "process.roles": "broker,controller",
    "node.id": 1,
    "controller.quorum.voters": `1@${peers}`,
    "controller.listener.names": "CONTROLLER",
    listeners: `PLAINTEXT://127.0.0.1:${ports.clients},CONTROLLER://${peers}`,
    "log.dirs": join(folder, "data"),
    "num.partitions": 3,
    // There is no other node.
    "offsets.topic.replication.factor": 1,
    "offsets.topic.num.partitions": 1,
    "group.initial.rebalance.delay.ms": 0,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

function java(): readonly string[] {
  return ["java", "-Xmx400m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", join(loadBroker(), "*")];
}

/** The directory of its programs, downloaded if necessary, and kept in the user's cache. */
export function loadBroker(): string {
  return keepInCache("kafka", [POM], (loaded) =>
    runToEnd(["mvn", "-q", "-B", "-f", POM, "dependency:copy-dependencies", `-DoutputDirectory=${loaded}`]),
  );
}

/** Maximum start-up time of a broker on a busy machine, in seconds. */
const PATIENCE = 120;
