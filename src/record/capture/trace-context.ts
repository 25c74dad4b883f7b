import { randomBytes } from "node:crypto";

/**
 * Gives requests a W3C trace context (https://www.w3.org/TR/trace-context/). All those of a recording are of one trace, so that the spans
 * of servers are below the recording's own spans.
 */
export interface TraceContext {
  /** The value of a new `traceparent`: each names another span. */
  readonly create: () => string;
  /** The same for a request that is recorded by who only hears what passes: it claims the value. */
  readonly give: () => string;
  /** Whether a value was given, and not claimed yet. */
  readonly claim: (value: string) => boolean;
}

export function createTraceContext(): TraceContext {
  const traceId = randomBytes(16).toString("hex");
  const given = new Set<string>();
  // Sampled: a server that leaves the decision to its client would record nothing of it otherwise.
  const create = (): string => `00-${traceId}-${randomBytes(8).toString("hex")}-01`;
  return {
    create,
    give: () => {
      const value = create();
      given.add(value);
      return value;
    },
    claim: (value) => given.delete(value),
  };
}
