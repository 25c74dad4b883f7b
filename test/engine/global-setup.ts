import { buildCollector } from "../../scripts/stack/engine.ts";
import { loadBroker } from "../../scripts/stack/kafka.ts";

/** Takes minutes if it is not in the cache yet, which is longer than a test may take. */
export default function setup(): void {
  buildCollector();
  loadBroker();
}
