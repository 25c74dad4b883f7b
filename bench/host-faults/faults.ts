import { setTimeout as delay } from "node:timers/promises";

import type { Collector } from "../../scripts/stack/engine.ts";
import { type StartedProcess, isAlive, runToEnd, signalGroup } from "../../scripts/stack/processes.ts";
import { knownAt } from "../../src/sequence/known-at.ts";
import { type Host, type Load, journalOf, push, setLink } from "./hosts.ts";
import { type STORES, type Store, jaegerOf } from "./stores.ts";

/** The parts that a fault affects. */
export interface World {
  readonly folder: string;
  /** A small file system, mounted if a fault needs it. */
  readonly disk: string;
  readonly hosts: readonly Host[];
  store: Store;
  gateway: Collector;
  /** One a host. */
  readonly agents: Collector[];
  readonly loads: Load[];
  readonly startAgent: (host: Host) => Promise<Collector>;
}

export interface Fault {
  /** Duration of the load of each host, in seconds. */
  readonly load: number;
  /** @default a file */
  readonly store?: keyof typeof STORES;
  /** The probability that a link loses a packet. @default 0 */
  readonly loss?: number;
  /** Directory of the queue of the first host's Collector. @default on the common disk */
  readonly queueOf?: (world: World) => string;
  /** Causes the fault while all hosts are under load. */
  readonly strike: (world: World) => Promise<void>;
  /** Repairs that a person makes afterwards. @default nothing */
  readonly mend?: (world: World) => void;
  /** The file that the first host has instead of a trace. @default its trace */
  readonly left?: (host: Host) => string;
}

export const FAULTS: Readonly<Record<string, Fault>> = {
  "links of all hosts cut for 30 s": {
    load: 45,
    strike: async ({ hosts }) => {
      for (const host of hosts) setLink(host, "down");
      await delay(30_000);
      for (const host of hosts) setLink(host, "up");
    },
  },
  "links of all hosts lose 5 % of the packets": { load: 20, loss: 0.05, strike: async () => {} },
  "gateway killed with -9, started 2 s later": {
    load: 20,
    strike: async (world) => {
      await killHard(world.gateway.process);
      await delay(2000);
      world.gateway = await world.store.startGateway();
    },
    // Data that the gateway had accepted but not written is lost.
    mend: ({ hosts }) => {
      for (const host of hosts) push(host, host.file);
    },
  },
  "Collector of a host killed with -9, started 2 s later": {
    load: 20,
    strike: async (world) => {
      const [host, agent] = [knownAt(world.hosts, 0), knownAt(world.agents, 0)];
      await killHard(agent.process);
      await delay(2000);
      world.agents[0] = await world.startAgent(host);
    },
  },
  "recorder of a host killed with -9": {
    load: 20,
    strike: async ({ loads }) => {
      knownAt(loads, 0).recorder.kill("SIGKILL");
    },
    mend: ({ hosts, store }) => {
      const host = knownAt(hosts, 0);
      push(host, journalOf(host), "--missing", knownAt(store.places, 0));
    },
    left: journalOf,
  },
  "disk of a host's Collector full, its link down meanwhile": {
    load: 20,
    queueOf: ({ disk }) => disk,
    strike: async ({ hosts, loads }) => {
      setLink(knownAt(hosts, 0), "down");
      await knownAt(loads, 0).said;
    },
    // A queue on a full disk drops some of the data that it had accepted (docs/notes/otlp.md).
    mend: ({ hosts, disk, store }) => {
      const host = knownAt(hosts, 0);
      runToEnd(["mount", "-o", "remount,size=64m", disk]);
      setLink(host, "up");
      push(host, host.file, "--missing", knownAt(store.places, 0));
    },
  },
  "Kafka killed with -9, started 5 s later": { load: 20, store: "kafka", strike: restartStore },
  "Jaeger killed with -9 with all that it had in memory, started 5 s later": {
    load: 20,
    store: "jaeger",
    strike: restartStore,
    mend: ({ hosts }) => {
      for (const host of hosts) push(host, host.file, ...jaegerOf(host));
    },
  },
};

async function restartStore(world: World): Promise<void> {
  for (const one of world.store.processes) await killHard(one);
  await delay(5000);
  if (world.store.startAgain !== undefined) world.store = await world.store.startAgain();
}

async function killHard({ pid }: StartedProcess): Promise<void> {
  signalGroup(pid, "SIGKILL");
  while (isAlive(pid)) await delay(20);
}
