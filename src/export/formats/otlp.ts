import { toOtlpLines } from "../../otlp/write/to-otlp.ts";
import type { Subject } from "../subject.ts";

/** Spans, an exchange each, as the Collector's file exporter writes them. */
export function toOtlp({ trace, walkthrough: { steps, participants }, headers }: Subject): string {
  const labels = new Map(participants.map(({ id, label }) => [id, label]));
  const places = new Map(steps.map(({ id }, index) => [id, index]));
  const lines = toOtlpLines(trace, {
    headers: headers ?? false,
    describe: (index) => {
      const step = steps[index];
      if (step === undefined) return { client: "", server: "", template: "" };
      return {
        client: labels.get(step.client) ?? step.client,
        server: labels.get(step.server) ?? step.server,
        template: step.request.path.replace(/\?.*$/s, ""),
        parent: step.nestedIn && places.get(step.nestedIn.step),
      };
    },
  });
  return Array.from(lines).join("");
}
