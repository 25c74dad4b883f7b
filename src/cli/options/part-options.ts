import type { Choice } from "../../analyze/choose-exchanges.ts";
import { UserError } from "../../errors.ts";
import { readCount } from "./read-count.ts";
import { readDuration } from "./read-duration.ts";

/** Selects the exchanges of a trace that a command uses. */
export const PART_OPTIONS = {
  failed: { type: "boolean", default: false, describe: "Only failed exchanges: 4xx, 5xx, or no complete response" },
  status: {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "Only exchanges with this status: 5xx, 404, 400-499, none",
  },
  slow: { type: "string", requiresArg: true, describe: "Only exchanges that took at least this long: 500ms, 2s" },
  grep: {
    type: "string",
    requiresArg: true,
    describe: "Only exchanges with this text in the URL, headers, or bodies",
  },
  where: {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "Only exchanges that match: 'status>=500', 'time>1000', 'path~/images'",
  },
  limit: { type: "string", requiresArg: true, describe: "Maximum number of exchanges" },
} as const;

export interface PartArguments {
  readonly failed?: boolean;
  readonly status?: readonly string[] | undefined;
  readonly slow?: string | undefined;
  readonly grep?: string | undefined;
  readonly where?: readonly string[] | undefined;
  readonly limit?: string | undefined;
}

/** The arrows that two options name; undefined if neither is given. */
export function toArrows(from: string | undefined, to: string | undefined): Choice["arrows"] {
  if (from === undefined && to === undefined) return undefined;
  const arrows = { from: readCount("from", from) ?? 1, to: readCount("to", to) ?? Infinity };
  if (arrows.from <= arrows.to) return arrows;
  throw new UserError(`There are no arrows from ${arrows.from} to ${arrows.to}.`, {
    hint: "Name the smaller number with --from.",
  });
}

/** Undefined for all exchanges. */
export function toChoice({
  where = [],
  limit,
  failed = false,
  status = [],
  slow,
  grep,
}: PartArguments): Choice | undefined {
  if (grep === "") throw new UserError("--grep needs a text to look for.");
  const isPart = failed || [limit, slow, grep].some((one) => one !== undefined) || where.length + status.length > 0;
  if (!isPart) return undefined;
  return {
    where,
    limit: readCount("limit", limit) ?? Infinity,
    failed,
    status,
    slow: readDuration("slow", slow),
    grep,
  };
}
