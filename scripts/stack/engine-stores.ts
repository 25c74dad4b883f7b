import { join } from "node:path";

import { startCollector } from "./engine.ts";
import { startJaeger } from "./jaeger.ts";
import { startBroker } from "./kafka.ts";
import type { StartedProcess } from "./processes.ts";

/** The store that a host's Collector sends to. */
export interface Store {
  readonly processes: readonly StartedProcess[];
  /** The address that accepts spans. */
  readonly endpoint: string;
  /** The source for `gather`. */
  readonly place: string;
}

/** The processes that `npm run stack -- engine up` starts in addition to a host's Collector. */
export const STORES: Readonly<Record<string, (folder: string) => Promise<Store>>> = {
  file: async (folder) => {
    const place = join(folder, "spans.jsonl");
    const gateway = await startCollector("gateway", { SPANS_FILE: place }, folder);
    return { processes: [gateway.process], endpoint: gateway.endpoint, place };
  },
  kafka: async (folder) => {
    const place = join(folder, "spans.jsonl");
    const broker = await startBroker(folder);
    const gateway = await startCollector("to-kafka", { KAFKA: broker.address }, folder);
    const reader = await startCollector("from-kafka", { KAFKA: broker.address, SPANS_FILE: place }, folder);
    // In the order in which they are stopped.
    return { processes: [gateway.process, reader.process, broker.process], endpoint: gateway.endpoint, place };
  },
  jaeger: async (folder) => {
    const { process, endpoint, query } = await startJaeger(folder);
    return { processes: [process], endpoint, place: `'jaeger+${query}?session=NAME'` };
  },
};
