import { UserError } from "../../errors.ts";
import { onlyKnown } from "../../json/only-known.ts";
import type { Rotation } from "../../record/capture/parts.ts";
import { readCount } from "./read-count.ts";
import { readDuration } from "./read-duration.ts";
import { readSize } from "./read-size.ts";

export const ROTATE_OPTIONS = {
  rotate: {
    type: "string",
    requiresArg: true,
    describe: "Start a new trace file, such as t.000001.har, at this size, count, or age: 256MB, 10000, 1h",
  },
  keep: { type: "string", requiresArg: true, describe: "Keep the newest N files of --rotate; remove older ones" },
} as const;

export interface RotateArguments {
  readonly rotate?: string | undefined;
  readonly keep?: string | undefined;
  readonly "unsafe-raw"?: boolean;
  readonly "keep-examples"?: boolean;
}

/** Undefined if the recording is saved as a whole. */
export function toRotation({ rotate, keep: given, ...args }: RotateArguments): Rotation | undefined {
  const keep = readCount("keep", given);
  if (rotate === undefined) {
    if (keep === undefined) return undefined;
    throw new UserError("--keep has no effect without --rotate.", {
      hint: "Add --rotate with a limit, such as `--rotate 256MB`.",
    });
  }
  for (const other of ["unsafe-raw", "keep-examples"] as const) {
    if (args[other] === true)
      throw new UserError(`--rotate cannot be combined with --${other}.`, { hint: "Use one of the two." });
  }
  const limits = readLimit(rotate.trim());
  if (Object.values(limits).every((limit) => limit > 0) && keep !== 0) return { ...limits, ...onlyKnown({ keep }) };
  throw new UserError("--rotate and --keep must be greater than 0.", {
    hint: "Use, for example, `--rotate 256MB --keep 4`.",
  });
}

/** A plain number counts exchanges; `m` is a minute, `M` a megabyte. */
function readLimit(limit: string): Pick<Rotation, "bytes" | "exchanges" | "milliseconds"> {
  if (/^\d{1,15}$/.test(limit)) return { exchanges: Number(limit) };
  if (/^\d{1,9} ?[smh]$/.test(limit)) return onlyKnown({ milliseconds: readDuration("rotate", limit) });
  if (/^\d{1,12} ?(?:[kKMG]i?[bB]?|[mg]i?[bB])$/.test(limit)) return onlyKnown({ bytes: readSize("rotate", limit) });
  throw new UserError(`--rotate must be a size, a number of exchanges, or a duration, but got "${limit}".`, {
    hint: "Use, for example, 256MB, 10000, or 1h.",
  });
}
