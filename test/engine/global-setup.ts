import { buildCollector } from "../../scripts/stack/engine.ts";
import { loadBroker } from "../../scripts/stack/kafka.ts";

/** Minutes where it is not in the cache yet, which is more than a test may take. */
export default function setup(): void {
  buildCollector();
  loadBroker();
}
