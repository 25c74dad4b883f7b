import { onlyKnown } from "../../json/only-known.ts";
import { type ExchangeDescription, type OtlpOptions, toOtlpLines } from "../../otlp/write/to-otlp.ts";
import type { Trace } from "../../trace/model/types.ts";
import type { Stretches } from "../stretches.ts";
import type { Subject } from "../subject.ts";

/** Spans, an exchange each, as the Collector's file exporter writes them. */
export function toOtlp({ trace, stretches, headers }: Subject): Iterable<string> {
  return toOtlpRequests(trace, stretches, onlyKnown({ headers }));
}

/** The same line by line, each a request that can be sent. */
export function toOtlpRequests(
  trace: Trace,
  stretches: Stretches,
  options: Pick<OtlpOptions, "group" | "headers" | "name"> = {},
): Generator<string> {
  return toOtlpLines(trace, { ...options, descriptions: describe(stretches) });
}

function* describe(stretches: Stretches): Generator<ExchangeDescription> {
  let first = 0;
  for (const { steps, participants } of stretches) {
    const labels = new Map(participants.map(({ id, label }) => [id, label]));
    const places = new Map(steps.map(({ id }, index) => [id, first + index]));
    for (const { client, server, request, nestedIn } of steps) {
      yield {
        client: labels.get(client) ?? client,
        server: labels.get(server) ?? server,
        template: request.path.replace(/\?.*$/s, ""),
        parent: nestedIn && places.get(nestedIn.step),
      };
    }
    first += steps.length;
  }
}
