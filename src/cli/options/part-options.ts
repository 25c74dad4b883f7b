import type { Choice } from "../../analyze/choose-exchanges.ts";
import { readCount } from "./read-count.ts";

/** Which exchanges of a trace a command takes. */
export const PART_OPTIONS = {
  where: {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "Only exchanges that match: 'status>=500', 'time>1000', 'path~/images'",
  },
  limit: { type: "string", requiresArg: true, describe: "Maximum number of exchanges" },
} as const;

interface PartArguments {
  readonly where?: readonly string[] | undefined;
  readonly limit?: string | undefined;
}

/** Undefined where all are meant. */
export function toChoice({ where = [], limit }: PartArguments): Choice | undefined {
  if (where.length === 0 && limit === undefined) return undefined;
  return { where, limit: readCount("limit", limit) ?? Infinity };
}
