import type { Flow } from "../../flow.ts";

/** Flows by name, for people. */
export function listFlows(flows: readonly Flow[]): string {
  const width = Math.max(...flows.map(({ name }) => name.length));
  return ["Flows:", ...flows.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)].join("\n");
}
