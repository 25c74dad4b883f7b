import { join } from "node:path";

import { type Collector, buildCollector, startCollector } from "../../scripts/stack/engine.ts";
import { startJaeger } from "../../scripts/stack/jaeger.ts";
import { startBroker } from "../../scripts/stack/kafka.ts";
import type { StartedProcess } from "../../scripts/stack/processes.ts";
import { GATEWAY, type Host, PORT } from "./hosts.ts";

/** The store that the gateway writes to, in its namespace. */
export interface Store {
  /** Source for `gather`, in that namespace. */
  readonly places: readonly string[];
  /** Processes in addition to the gateway. */
  readonly processes: readonly StartedProcess[];
  readonly startGateway: () => Promise<Collector>;
  /** The same store after it was killed. */
  readonly startAgain?: () => Promise<Store>;
}

const within = { port: PORT, within: GATEWAY };

/** Jaeger's ports, in a namespace where nothing else listens. */
const JAEGER = { spans: 4319, query: 16_686 };

export const STORES = {
  file: async (folder: string): Promise<Store> => {
    const spans = join(folder, "spans.jsonl");
    const startGateway = () => startCollector("gateway", { SPANS_FILE: spans }, folder, within);
    return { places: [`otlp-file:${spans}`], processes: [], startGateway };
  },
  kafka: async function startKafka(folder: string): Promise<Store> {
    const { process, address } = await startBroker(folder, GATEWAY.namespace);
    return {
      places: [`kafka://${address}/otlp_spans`, "--collector", buildCollector()],
      processes: [process],
      startGateway: () => startCollector("to-kafka", { KAFKA: address }, folder, within),
      startAgain: () => startKafka(folder),
    };
  },
  jaeger: async function startStore(folder: string, hosts: readonly Host[]): Promise<Store> {
    const { process } = await startJaeger(folder, JAEGER, GATEWAY);
    const settings = { GATEWAY: `http://127.0.0.1:${JAEGER.spans}` };
    return {
      places: hosts.map(({ name }) => `jaeger+http://127.0.0.1:${JAEGER.query}?session=${name}`),
      processes: [process],
      startGateway: () => startCollector("agent", settings, folder, within),
      startAgain: () => startStore(folder, hosts),
    };
  },
};

/** Jaeger as a host reaches it, for `push --missing`. */
export function jaegerOf({ subnet }: Host): readonly string[] {
  return ["--missing", `jaeger+http://${subnet}.1:${JAEGER.query}`, "--insecure", `${subnet}.1`];
}
