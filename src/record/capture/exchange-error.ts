import type { ExchangeError } from "../../trace/model/types.ts";

/** What the trace says of a failure: a code to look up and a message to read. */
export function toExchangeError(error: unknown, phase: ExchangeError["phase"]): ExchangeError {
  const cause = firstOf(error);
  if (!(cause instanceof Error)) return { code: "UNKNOWN", message: String(cause), phase };
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
  return { code, message: cause.message, phase };
}

/** "localhost" fails on two addresses at once, as an AggregateError without a message of its own. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError && error.message === "" ? (error.errors[0] ?? error) : error;
}
