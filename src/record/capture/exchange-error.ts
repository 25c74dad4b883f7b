import { codeOf } from "../../errors.ts";
import type { ExchangeError } from "../../trace/model/types.ts";

/** The trace's description of a failure: a code to look up and a message to read. */
export function toExchangeError(error: unknown, phase: ExchangeError["phase"]): ExchangeError {
  const cause = firstOf(error);
  if (!(cause instanceof Error)) return { code: "UNKNOWN", message: String(cause), phase };
  return {
    code: codeOf(cause) ?? cause.name,
    message: cause.message,
    phase: (cause instanceof WireError ? cause.phase : undefined) ?? phase,
  };
}

/** A failure as the wire shows it, in words about the wire. */
export class WireError extends Error {
  readonly code: string;
  /** The phase, if it does not follow from the progress of the exchange. */
  readonly phase: ExchangeError["phase"] | undefined;

  constructor(code: string, message: string, phase?: ExchangeError["phase"]) {
    super(message);
    this.code = code;
    this.phase = phase;
  }
}

/** "localhost" fails on two addresses at once, as an AggregateError without a message of its own. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError && error.message === "" ? (error.errors[0] ?? error) : error;
}
