import type { Walkthrough } from "../../analyze/types.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { type OtlpOptions, toOtlpLines } from "../../otlp/write/to-otlp.ts";
import type { Trace } from "../../trace/model/types.ts";
import type { Subject } from "../subject.ts";

/** Spans, an exchange each, as the Collector's file exporter writes them. */
export function toOtlp({ trace, walkthrough, headers }: Subject): string {
  return Array.from(toOtlpRequests(trace, walkthrough, onlyKnown({ headers }))).join("");
}

/** The same line by line, each a request that can be sent. */
export function toOtlpRequests(
  trace: Trace,
  { steps, participants }: Walkthrough,
  options: Pick<OtlpOptions, "headers" | "name"> = {},
): Generator<string> {
  const labels = new Map(participants.map(({ id, label }) => [id, label]));
  const places = new Map(steps.map(({ id }, index) => [id, index]));
  return toOtlpLines(trace, {
    ...options,
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
}
